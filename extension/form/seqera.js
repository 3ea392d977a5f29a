// Reads what Seqera's own API says of the page's workspace, with the session of whoever sits there: the
// calls that the list below names, by GET, on the page's own origin. Nothing is ever written, and nothing
// of a key is in any of them.
'use strict';

(() => {
  /** @typedef {import('../../dist/types/keyferry_background.js').Reply} Reply */

  const page = globalThis.keyferry;
  const runtime = globalThis.chrome?.runtime;
  // The practice page has no Seqera behind it.
  if (!page?.documentName || page.readSeqera || !runtime?.id) return;

  const CALLS = [
    /^\/api\/service-info$/,
    /^\/api\/user-info$/,
    /^\/api\/user\/\d{1,16}\/workspaces$/,
    /^\/api\/credentials(\?workspaceId=\d{1,16})?$/,
    /^\/api\/credentials\/validate\?name=[\w-]{2,99}(&workspaceId=\d{1,16})?$/,
  ];
  /** Which of them is asked anew with every name that is typed. */
  const OF_NAME = '/api/credentials/validate?';
  const MOST_CALLS = 5;
  /** How long an answer may take, in milliseconds. */
  const PATIENCE_MS = 10_000;
  /** How long an answer counts, so that the panel and the notes don't both ask, in milliseconds. */
  const KEPT_MS = 5_000;
  /** No list that anybody can work with is longer, in characters. */
  const LONGEST = 2_000_000;
  /** What a page's script may not do: see `Reply`. */
  const [UNREACHABLE, TIMED_OUT] = [0, 1];

  /** @typedef {{ reply: Promise<Reply | undefined>, until: number, stop: AbortController }} Known */
  /** @type {Map<string, Known>} */
  const known = new Map();

  /**
   * Asks for some paths, each once. What a later call has made stale isn't answered.
   * @param {string[]} paths
   * @returns {Promise<Reply[]>}
   */
  const readSeqera = async (paths) => {
    const wanted = paths.slice(0, MOST_CALLS).filter((path) => CALLS.some((call) => call.test(path)));
    const now = performance.now();
    for (const [path, { until }] of known) if (until < now) known.delete(path);
    for (const path of wanted) {
      if (known.has(path)) continue;
      // Of two names only the one that stands there is of interest.
      if (path.startsWith(OF_NAME)) stopNames();
      const stop = new AbortController();
      known.set(path, { reply: read(path, stop.signal), until: Infinity, stop });
    }
    const replies = await Promise.all(wanted.map((path) => known.get(path)?.reply));
    return replies.filter((reply) => reply !== undefined);
  };

  const stopNames = () => {
    for (const [path, { until, stop }] of known) {
      if (path.startsWith(OF_NAME) && until === Infinity) stop.abort();
    }
  };

  /**
   * @param {string} path
   * @param {AbortSignal} stale
   * @returns {Promise<Reply | undefined>}
   */
  const read = async (path, stale) => {
    const late = AbortSignal.timeout(PATIENCE_MS);
    /** @type {Reply | undefined} */
    let reply;
    try {
      const response = await fetch(new URL(path, location.origin), {
        method: 'GET',
        headers: { Accept: 'application/json' },
        credentials: 'same-origin',
        // Where a session has ended one is led to where one signs in; nobody should be led there unseen.
        redirect: 'manual',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.any([stale, late]),
      });
      const isLedAway = response.type === 'opaqueredirect';
      const body = response.status === 200 ? await response.text() : '';
      reply = { path, status: isLedAway ? 302 : response.status, body: body.length > LONGEST ? '' : body };
    } catch {
      // `fetch` tells nobody why: it was one of these.
      reply = stale.aborted ? undefined : { path, status: late.aborted ? TIMED_OUT : UNREACHABLE };
    }
    const now = known.get(path);
    const isAnswer = reply && reply.status >= 200 && reply.status < 500 && reply.status !== 429;
    if (now && isAnswer) now.until = performance.now() + KEPT_MS;
    else known.delete(path); // the next one who asks may have more luck
    return reply;
  };

  page.readSeqera = readSeqera;

  runtime.onMessage.addListener((message, sender, reply) => {
    const own = sender.id === runtime.id && sender.origin === new URL(runtime.getURL('')).origin;
    if (!own || message?.keyferry !== 1 || !message.read) return undefined;
    const { document: named, paths } = message.read;
    const meant = named === page.documentName && Array.isArray(paths);
    (meant ? readSeqera(paths) : Promise.resolve([])).then(reply);
    return true;
  });
})();
