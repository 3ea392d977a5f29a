// What the content scripts share: classic scripts have no imports, so it hangs on `globalThis`.

import type { Answer, Outcome, Request, Snapshot, Writing } from '../../dist/types/keyferry.js';
import type { Reply } from '../../dist/types/keyferry_background.js';

type Root = Document | ShadowRoot;

/** From `sight.js` on: what a person sees. */
export interface Sight {
  BUTTON: string;
  CHOICE: string;
  NO_TEXT: string;
  LONGEST_TEXT: number;
  tidy(text: string | null | undefined): string;
  rootOf(node: Node): Root;
  shadowOf(element: Element): ShadowRoot | null;
  parentOf(node: Node): Element | null;
  upFrom(element: Element | null): Element[];
  holds(outer: Element, inner: Element): boolean;
  viewOf(element: Element): Window | null;
  isThere(node: Node): boolean;
  /** From 0 to 1, of a computed colour. */
  opacityOf(colour: string): number;
  lookAnew(): void;
  isVisible(element: Element, opaque?: boolean): boolean;
  faceOf(control: Element): Element | undefined;
  isReachable(element: Element): boolean;
  isInSight(element: Element): boolean;
  isUnderVeil(element: Element): boolean;
  isIcon(element: Element): boolean;
  shownText(within: Node): string;
  /** When lists, and what is drawn around them, were chosen from. */
  lists: WeakMap<Element, number>;
}

export interface Page extends Sight {
  /** From `snapshot.js` on. */
  documentName?: string;
  takeSnapshot?(landmarks: string[], wanted: string[]): Snapshot;
  elementOf?(id: number): Element | undefined;
  chose?(control: Element): void;
  claim?(control: Element): void;
  isTyped?(element: Element): element is HTMLInputElement | HTMLTextAreaElement;
  isEnabled?(element: Element): boolean;
  optionsIn?(control: Element): { element: Element; text: string; chosen: boolean }[];
  linesOf?(control: Element): HTMLOptionElement[];
  shownBy?(control: Element, labels?: string[]): string;
  focusedElement?(): Element | null;
  /** The document, its shadow roots and frames, as the last snapshot found them. */
  roots?(): Root[];
  /** From `steps.js` on. */
  choose?(id: number, wanted: string[], ours: boolean): Promise<Outcome>;
  settle?(): void;
  write?(fields: Writing[], ours: boolean): Outcome[];
  compare?(id: number, value: string): Outcome;
  soon?(): Promise<unknown>;
  /** From `beside.js` on: where a note belongs, and how large it is. */
  placeOf?(control: Element, note: { full: number, short: number, host: HTMLElement, scale: number }, fields: Element[]): {
    isLine: boolean, isShort: boolean, index: string, style: Record<string, string>,
  };
  /** What that depends on, to be compared with what it was. */
  lookOf?(control: Element, fields: Element[]): string;
  /** What a control is in that is drawn above all else: a modal dialog, say. */
  topOf?(control: Element): Element | undefined;
  HALF?: number;
  /** From `seqera.js` on, where there is a Seqera behind the page: what its API answers at these paths. */
  readSeqera?(paths: string[]): Promise<Reply[]>;
  PADDING?: number;
  /** From `notes.js` on, where there is a background: judges what a person fills in. */
  judge?: {
    isOn(): boolean;
    /** Resolves with whether the page has a form. */
    begin(look: { landmarks: string[], wanted: string[] }): Promise<boolean>;
    end(): void;
  };
  /** From `answer.js` on: whether a fill is under way, whose own doing isn't to be judged yet. */
  isFilling?(): boolean;
  answer?(request: Request): Promise<Answer>;
}

declare global {
  /** Holds what is dropped too early, from `early.js` on. */
  var keyferryEarly: { release(): void } | undefined;
  /** Listens in all windows of a page, now and later ones, from `content/views.js` on. */
  var keyferryViews: {
    on(types: readonly string[], listener: (event: any) => void): void;
    off(types: readonly string[], listener: (event: any) => void): void;
    /** Listens in a frame's window, too, which was found where no event tells of it. */
    enter(view: Window): void;
  } | undefined;
  /** What colours a page is drawn in, from `content/ground.js` on; `host` is an element of ours, in the page. */
  var keyferryGround: {
    /** What these elements draw together, from the top of a pile down, and how light that is, from 0 to 1. */
    groundOf(elements: Element[], host: HTMLElement): { colour: string, light: number };
    /** What is seen at a point of the window. */
    groundAt(x: number, y: number, host: HTMLElement): { colour: string, light: number };
  } | undefined;
  /** What stands on every page of an allowed origin, from `content/watch.js` on. */
  var keyferryWatch: { start(): void, stop(): void } | undefined;
  /** The frame for a dragged file, from `content/frame.js` on. */
  var keyferryFrame: {
    start(): void;
    stop(): void;
    /** Whether a node is, or was, what a frame is in. */
    isHost(node: Node): boolean;
    /** Does something while the frame is out of the pointer's way. */
    aside<T>(work: () => T): T;
  } | undefined;
  /** Present once the scripts that find and fill a form have run in a document. */
  var keyferry: Page | undefined;
  /** Firefox's name for the extension API; Chromium has `chrome` alone. */
  var browser: typeof chrome | undefined;
}
