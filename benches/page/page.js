// What the page offers to run.mjs.
import { judgeAnswers } from './answers.js';
import { counts, measureCosts, measureTimes } from './timing.js';

export const bench = { counts, measureTimes, measureCosts, judgeAnswers };
Object.assign(globalThis, { bench });
document.documentElement.dataset.ready = '';
