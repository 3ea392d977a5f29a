/** Which bad case the server asked the page to play; empty when none. */
export const variant =
  document.querySelector('meta[name=stand-in-variant]')?.getAttribute('content') ?? '';

/** What a style must carry, which a library makes as it runs, to be let in by the page's policy. */
export const nonce =
  /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[property=csp-nonce]'))
    ?.nonce ?? '';
