// What the page offers to run.mjs.
import { judgeAnswers } from './answers.js';
import { look, recogniseOften } from './recognition.js';
import { counts, measureCosts, measureTimes } from './timing.js';

export const bench = { counts, measureTimes, measureCosts, judgeAnswers, look, recogniseOften };
Object.assign(globalThis, { bench });
document.documentElement.dataset.ready = '';
