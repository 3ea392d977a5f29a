const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name=stand-in-${name}]`)?.content ?? '';

/** Which page this is, by the name of its folder. */
export const look = meta('look');

/** Which bad case the server asked the page to play; empty when none. */
export const variant = meta('variant');
