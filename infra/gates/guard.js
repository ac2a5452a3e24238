// Our own Guard rules, by the engine inside aws-cdk-lib.
//
//   node guard.js RULES TEMPLATE...
const { CompositeEngine, RuleFile, TemplateFile } =
  require('./node_modules/aws-cdk-lib/node_modules/@aws/cloudformation-validate');

const [rules, ...templates] = process.argv.slice(2);
const engine = new CompositeEngine({ guardRules: [new RuleFile(rules)] });
let failures = 0;
for (const template of templates) {
  for (const { ruleId, entity, message } of engine.validateTemplate(new TemplateFile(template)).diagnostics) {
    if (!/^[A-Z]+(_[A-Z]+)+$/.test(ruleId)) continue; // the engine's own rules: cfn-lint has them
    failures++;
    console.log(`${template}: ${entity?.logicalId ?? ''}: ${ruleId}: ${message.split('\n')[0]}`);
  }
}
process.exit(failures ? 1 : 0);
