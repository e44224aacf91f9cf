// Validates every *.json of a folder against the official CycloneDX schema of its version with ajv, rebuilds each document in the
// models of @cyclonedx/cyclonedx-library, lets the library write it, and compares components and edges with what was in the file.
//
//   node validate.mjs DIR [SCHEMA_DIR]
//
// One line a document: `ok NAME components=N nested=N edges=N formulation=N`. Exit code 1 on any difference.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import addDraft2019 from 'ajv-formats-draft2019'
import * as CDX from '@cyclonedx/cyclonedx-library'

const [folder, givenSchemas] = process.argv.slice(2)
if (!folder) {
  console.error('usage: node validate.mjs DIR [SCHEMA_DIR]')
  process.exit(2)
}

const schemas = givenSchemas ?? join(libraryFolder(), 'res', 'schema')
const validators = new Map()
let passed = 0
let failed = 0
for (const name of readdirSync(folder).filter(name => name.endsWith('.json')).sort()) {
  const problems = []
  let summary = ''
  try {
    const text = readFileSync(join(folder, name), 'utf8')
    const written = JSON.parse(text)
    problems.push(...schemaErrors(written))
    summary = compare(written, readBack(written), problems)
  } catch (error) {
    problems.push(String(error))
  }

  if (problems.length === 0) {
    passed++
    console.log(`ok ${name} ${summary}`)
  } else {
    failed++
    console.log(`not ok ${name}`)
    problems.slice(0, 20).forEach(problem => console.log(`  ${problem}`))
  }
}

if (passed + failed === 0) {
  failed++
  console.log(`not ok: no *.json in ${folder}`)
}

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function libraryFolder () {
  let current = dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library'))
  while (!existsSync(join(current, 'res', 'schema'))) {
    current = dirname(current)
  }
  return current
}

function schemaFile (name) {
  const plain = join(schemas, `${name}.schema.json`)
  return JSON.parse(readFileSync(existsSync(plain) ? plain : join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'))
}

function schemaErrors (document) {
  const version = document.specVersion
  if (!validators.has(version)) {
    // strict is about the schema: a keyword or format that ajv does not know is an error, not ignored. The schema of 1.4 has
    // a keyword without effect (additionalItems), which strict forbids.
    const ajv = new Ajv({ allErrors: true, strict: version !== '1.4', strictTypes: false, strictTuples: false, strictRequired: false, validateFormats: true, addUsedSchema: false })
    addFormats(ajv)
    addDraft2019(ajv)
    // Old schemas say format: string, and all have names of enum values for people.
    ajv.addFormat('string', true)
    ajv.addVocabulary(['meta:enum'])
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
      const schema = schemaFile(name)
      for (const key of [`${name}.schema.json`, `${name}.SNAPSHOT.schema.json`]) {
        ajv.addSchema({ ...schema, $id: `http://cyclonedx.org/schema/${key}` })
      }
    }
    validators.set(version, ajv.compile(schemaFile(`bom-${version}`)))
  }

  const validate = validators.get(version)
  return validate(document) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}

/** The library has no reader of its own, so that its models are filled here and its writer says what it understood. */
function readBack (document) {
  const byRef = new Map()
  const bom = new CDX.Models.Bom({ version: document.version, serialNumber: document.serialNumber })
  if (document.metadata?.component) {
    bom.metadata.component = toModel(document.metadata.component, byRef)
  }
  for (const component of document.components ?? []) {
    bom.components.add(toModel(component, byRef))
  }
  for (const { ref, dependsOn = [] } of document.dependencies ?? []) {
    const from = byRef.get(ref)
    if (!from) {
      throw new Error(`dependencies has ${ref}, which is no component`)
    }
    for (const end of dependsOn) {
      if (!byRef.has(end)) {
        throw new Error(`${ref} depends on ${end}, which is no component`)
      }
      from.dependencies.add(byRef.get(end).bomRef)
    }
  }

  const serializer = new CDX.Serialize.JsonSerializer(new CDX.Serialize.JSON.Normalize.Factory(CDX.Spec.SpecVersionDict[document.specVersion]))
  return JSON.parse(serializer.serialize(bom, { sortLists: true }))
}

function toModel (component, byRef) {
  const model = new CDX.Models.Component(component.type, component.name, {
    bomRef: component['bom-ref'],
    group: component.group,
    version: component.version,
    purl: component.purl,
    scope: component.scope,
    copyright: component.copyright,
    supplier: component.supplier ? new CDX.Models.OrganizationalEntity({ name: component.supplier.name, url: new Set(component.supplier.url ?? []) }) : undefined,
    hashes: new CDX.Models.HashDictionary((component.hashes ?? []).map(({ alg, content }) => [alg, content])),
    properties: new CDX.Models.PropertyRepository((component.properties ?? []).map(({ name, value }) => new CDX.Models.Property(name, value))),
    components: new CDX.Models.ComponentRepository((component.components ?? []).map(nested => toModel(nested, byRef)))
  })
  if (byRef.has(component['bom-ref'])) {
    throw new Error(`bom-ref ${component['bom-ref']} is there twice`)
  }
  byRef.set(component['bom-ref'], model)
  return model
}

function compare (written, read, problems) {
  const [before, after] = [components(written), components(read)]
  difference('component', before.map(describe), after.map(describe), problems)
  const [edgesBefore, edgesAfter] = [edges(written), edges(read)]
  difference('edge', edgesBefore, edgesAfter, problems)
  const own = new Set((written.dependencies ?? []).map(({ ref }) => ref))
  for (const { 'bom-ref': ref } of [written.metadata.component, ...(written.components ?? [])]) {
    if (!own.has(ref) && !isBuildOnly(written, ref)) {
      problems.push(`${ref} has no entry in dependencies`)
    }
  }
  const top = (written.components ?? []).length
  return `components=${top} nested=${before.length - top - 1} edges=${edgesBefore.length} formulation=${(written.formulation ?? []).flatMap(formula => formula.components ?? []).length}`
}

/** 1.4 has no formulation; what would be there is a component whose dependencies nobody knows. */
function isBuildOnly (document, ref) {
  return document.specVersion === '1.4' && document.components.some(component =>
    component['bom-ref'] === ref && component.properties?.some(({ name }) => name === 'deprisk:build-component'))
}

function components (document) {
  const found = []
  const pending = [document.metadata?.component, ...(document.components ?? [])].filter(Boolean)
  while (pending.length > 0) {
    const component = pending.pop()
    found.push(component)
    pending.push(...(component.components ?? []))
  }
  return found
}

function describe ({ type, group, name, version, scope, purl, 'bom-ref': ref, hashes = [], properties = [] }) {
  const hash = hashes.map(({ alg, content }) => `${alg}:${content}`).sort()
  const property = properties.map(({ name, value }) => `${name}=${value}`).sort()
  return JSON.stringify([type, group ?? null, name, version || null, scope ?? null, purl ?? null, ref, hash, property])
}

function edges (document) {
  return (document.dependencies ?? []).flatMap(({ ref, dependsOn = [] }) => dependsOn.map(end => `${ref} -> ${end}`))
}

function difference (what, before, after, problems) {
  const counts = new Map()
  before.forEach(item => counts.set(item, (counts.get(item) ?? 0) + 1))
  after.forEach(item => counts.set(item, (counts.get(item) ?? 0) - 1))
  for (const [item, count] of counts) {
    if (count !== 0) {
      problems.push(`${what} ${count > 0 ? 'lost' : 'gained'}: ${item}`)
    }
  }
}
