// Ajv 6 (Debian's node-ajv; draft 7) with JSON.parse: SCHEMA FILE [VERDICTS].
const fs = require('fs');
const Ajv = require('ajv');

const [schema, path, verdicts] = process.argv.slice(2);
const validate = new Ajv({format: 'full'}).compile(JSON.parse(fs.readFileSync(schema, 'utf8')));

const letters = [];
function judge(line) {
  let record;
  try { record = JSON.parse(line); } catch { if (line.trim()) letters.push('m'); return; }
  letters.push(validate(record) ? 'v' : 'i');
}

const begin = process.hrtime.bigint();
const cpu = process.cpuUsage();
const file = fs.openSync(path, 'r');
const block = Buffer.allocUnsafe(4 << 20);
let kept = 0, bytes = 0;
for (let count; (count = fs.readSync(file, block, kept, block.length - kept, null)) > 0;) {
  bytes += count;
  const end = kept + count;
  let start = 0;
  for (let at; (at = block.indexOf(10, start)) >= 0 && at < end; start = at + 1) judge(block.utf8Slice(start, at));
  block.copyWithin(0, start, end);
  kept = end - start;
}
if (kept > 0) judge(block.utf8Slice(0, kept));
const used = process.cpuUsage(cpu);

const number = (letter) => letters.reduce((sum, each) => sum + (each === letter), 0);
console.log(JSON.stringify({
  seconds: Number(process.hrtime.bigint() - begin) / 1e9, cpu: (used.user + used.system) / 1e6, bytes,
  records: letters.length, valid: number('v'), invalid: number('i'), malformed: number('m'),
}));
if (verdicts) fs.writeFileSync(verdicts, letters.join(''));
