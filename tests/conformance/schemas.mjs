// schemas.mjs TOOLS SCHEMA FILE... - ajv in strict mode: the schema against JSON Schema 2020-12, the files against the schema.
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';

const [tools, schema, ...files] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(tools), 'x.js'));
const Ajv = require('ajv/dist/2020').default;
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
require('ajv-formats')(ajv);
const read = file => JSON.parse(fs.readFileSync(file));
const check = ajv.compile(read(schema));
let bad = 0;
for (const file of files) {
  if (!check(read(file))) { bad += 1; console.log(`${file}: ${ajv.errorsText(check.errors, { separator: '\n    ' })}`); }
}
console.log(`${path.basename(schema)}: ${files.length} files, ${bad} invalid`);
process.exit(bad ? 1 : 0);
