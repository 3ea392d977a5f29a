// How long it takes to recognise the form in a snapshot: from the message, as JavaScript has it, through
// the checks of its bounds.
import { look, recognise, sample } from './keyferry_bench.js';

/** How often the same snapshot is looked at, once it was for the first time. */
const turns = 200;

/**
 * @typedef {object} Recognition
 * @property {number} fields how many of the form's five were found
 * @property {number} cold milliseconds of the first time, after the sample
 * @property {number[]} warm of all further times
 */

/** What the content script is to be asked. */
export { look };

/**
 * @param {unknown} snapshot
 * @returns {Recognition}
 */
export function recogniseOften(snapshot) {
  // The panel does so too, while the page is busy with the first look.
  recognise(JSON.parse(sample()));
  const start = performance.now();
  const fields = recognise({ snapshot }).length;
  const cold = performance.now() - start;
  const warm = Array.from({ length: turns }, () => {
    const start = performance.now();
    recognise({ snapshot });
    return performance.now() - start;
  });
  return { fields, cold, warm };
}
