// Holds docs/deprisk.schema.json against ajv, which is not ours: the schema itself is valid and strict, it takes the examples of docs/policy.md, and it refuses
// what the reader refuses.
//
//   node policy.mjs
//
// One line a check; exit code 1 where one fails.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Ajv2020 from 'ajv/dist/2020.js'

const docs = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs')
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(JSON.parse(readFileSync(join(docs, 'deprisk.schema.json'), 'utf8')))
const examples = [...readFileSync(join(docs, 'policy.md'), 'utf8').matchAll(/^```json\n(.*?)^```/gms)].map(match => JSON.parse(match[1]))
const right = [{}, { budgets: { DR1003: 0 } }, { limits: { accountReach: 1, files: 1 } }, { adapters: { A: [], B: ['**'] } }, { rules: { DR2003: 'error' } }, ...examples]
const wrong = [
  [],
  { threshold: {} },
  { thresholds: { reach: 50 } },
  { thresholds: { removalCut: 0 } },
  { thresholds: { apps: 1.5 } },
  { platforms: ['Contoso'] },
  { platforms: ['owner: '] },
  { apps: { 'src\\Web': true } },
  { apps: { '/src': true } },
  { apps: { src: 'yes' } },
  { rules: { DR9999: 'off' } },
  { rules: { DR1001: 'warn' } },
  { budgets: { DR1001: -1 } },
  { budgets: { DR2001: 1 } },
  { limits: { accountReech: 1 } },
  { limits: { files: 0 } },
  { limits: { files: 1.5 } },
  { adapters: { ' ': ['src'] } },
  { adapters: { A: 'src' } },
  { adapters: { A: ['/src'] } },
  { adapters: { A: ['src\\Web'] } },
  { adapters: { A: ['a', 'a'] } },
  { allowedFeeds: ['a', 'a'] },
  { allowedFeeds: [' '] }
]

let passed = 0
let failed = 0
check('docs/policy.md has examples', examples.length > 0)
right.forEach(policy => check(`takes ${JSON.stringify(policy)}`, validate(policy)))
wrong.forEach(policy => check(`refuses ${JSON.stringify(policy)}`, !validate(policy)))
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function check (name, isRight) {
  isRight ? passed++ : failed++
  console.log(`${isRight ? 'ok' : 'not ok'} ${name}`)
}
