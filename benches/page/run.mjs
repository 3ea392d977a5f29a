// Measures in Chromium what has to be fast there, and prints it as tables that are also Markdown.
// Ends with 1 if Keyferry did something wrong, whatever the times are.
//
//     node benches/page/run.mjs [key-files] [fills] [snapshots] [standing]
import { measureFills } from './fills.mjs';
import { measureKeyFiles } from './key-files.mjs';
import { measureSnapshots } from './snapshots.mjs';
import { measureStanding } from './standing.mjs';

const parts = {
  'key-files': measureKeyFiles,
  'fills': measureFills,
  'snapshots': measureSnapshots,
  'standing': measureStanding,
};
const asked = process.argv.slice(2);

for (const [name, measure] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  for (const wrong of await measure()) {
    console.error(wrong);
    process.exitCode = 1;
  }
}
