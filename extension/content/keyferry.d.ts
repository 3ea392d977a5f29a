// What the content scripts share: classic scripts have no imports, so it hangs on `globalThis`.

import type { Answer, Outcome, Request, Snapshot } from '../../dist/types/keyferry.js';

export interface Page {
  documentName: string;
  takeSnapshot(landmarks: string[]): Snapshot;
  elementOf(id: number): Element | undefined;
  claim(element: Element): void;
  isVisible(element: Element, opaque?: boolean): boolean;
  isEnabled(element: Element): boolean;
  shownText(element: Element): string;
  shownBy(control: Element, labels: string[]): string;
  parentOf(node: Node): Element | null;
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
