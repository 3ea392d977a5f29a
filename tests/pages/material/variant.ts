/** Which bad case the server asked the page to play; empty when none. */
export const variant: string =
  document.querySelector<HTMLMetaElement>('meta[name=stand-in-variant]')?.content ?? '';
