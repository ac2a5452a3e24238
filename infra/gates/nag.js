// AwsSolutions over plain templates. A finding fails, unless its resource's Metadata accepts it with a
// reason; an accepted finding that is no finding fails too.
//
//   node nag.js TEMPLATE...
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { App, LegacyStackSynthesizer, Stack, Validations } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks } = require('cdk-nag');

function findings(template) {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'nag-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { synthesizer: new LegacyStackSynthesizer() });
  const included = new CfnInclude(stack, 'Included', { templateFile: template });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const quiet = console.error;
  console.error = () => {};
  try {
    app.synth();
  } catch (e) {
    if (!/[Vv]alidation/.test(e.message)) throw e;
  } finally {
    console.error = quiet;
  }
  const report = JSON.parse(fs.readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  fs.rmSync(outdir, { recursive: true });
  return { included, violations: report.pluginReports.flatMap((plugin) => plugin.violations ?? []) };
}

let failures = 0;
function fail(message) {
  failures++;
  console.log(message);
}

for (const template of process.argv.slice(2)) {
  const { included, violations } = findings(template);
  const name = path.basename(template);
  const used = new Set();
  const accepted = (resource) => {
    try {
      return included.getResource(resource).getMetadata('offbeat')?.accepted ?? [];
    } catch {
      return []; // not a resource of the template
    }
  };
  for (const { ruleName, description, violatingConstructs } of violations) {
    if (!ruleName.startsWith('AwsSolutions-')) continue; // the rest is cfn-lint's
    for (const { constructPath } of violatingConstructs) {
      const resource = constructPath.split('/').pop();
      const reason = accepted(resource).find(({ id }) => ruleName === id || ruleName.startsWith(`${id}[`));
      if (reason?.reason) used.add(`${resource} ${reason.id}`);
      else fail(`${name}: ${resource}: ${ruleName}: ${description}`);
    }
  }
  const text = fs.readFileSync(template, 'utf8');
  for (const resource of text.matchAll(/^ {2}(\w+):$/gm)) {
    for (const { id } of accepted(resource[1])) {
      if (!used.has(`${resource[1]} ${id}`)) fail(`${name}: ${resource[1]}: accepts ${id}, which is no finding`);
    }
  }
}
process.exit(failures ? 1 : 0);
