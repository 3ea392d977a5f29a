// What the content scripts share: classic scripts have no imports, so it hangs on `globalThis`.

import type { Answer, Outcome, Request, Snapshot } from '../../dist/types/keyferry.js';

export interface Page {
  documentName: string;
  takeSnapshot(landmarks: string[]): Snapshot;
  elementOf(id: number): Element | undefined;
  claim(element: Element): void;
  isVisible(element: Element, opaque?: boolean): boolean;
  isReachable(element: Element): boolean;
  faceOf(control: Element): Element | undefined;
  isEnabled(element: Element): boolean;
  shownText(within: Node): string;
  radiosIn(control: Element): { element: Element; text: string; chosen: boolean }[];
  shownBy(control: Element, labels?: string[]): string;
  upFrom(element: Element | null): Iterable<Element>;
  /** The lists that were chosen from, and what is drawn around them. */
  lists: WeakSet<Element>;
  /** The document and its open shadow roots, as the last snapshot found them. */
  roots(): (Document | ShadowRoot)[];
  tidy(text: string | null | undefined): string;
  /** From `steps.js` on. */
  choose?(id: number, wanted: string[]): Promise<Outcome>;
  write?(id: number, value: string): Outcome;
  compare?(id: number, value: string): Outcome;
  /** From `answer.js` on. */
  answer?(request: Request): Promise<Answer>;
}

declare global {
  /** Present once the content scripts have run in a document. */
  var keyferry: Page | undefined;
  /** Firefox's name for the extension API; Chromium has `chrome` alone. */
  var browser: typeof chrome | undefined;
}
