// Modules in Lua: kept and shown, never run here.
import { type Problem, problem } from '../errors.ts'
import { luaFault } from './lua-check.ts'
import { defineContentModel, unless } from './model.ts'

export const scribunto = defineContentModel({
  name: 'Scribunto',
  formats: ['text/plain'],
  prepare: text => unless(problemWith(text), text),
  namespaces: [
    {
      id: 828,
      name: 'Module',
      subpages: true,
      defaultContentModel: 'Scribunto',
      modelsOfSubpages: [['/doc', 'wikitext']],
    },
    { id: 829, name: 'Module talk', subpages: true },
  ],
})

function problemWith(text: string): Problem | undefined {
  const fault = luaFault(text)
  if (fault === undefined) return undefined
  const said = { message: { key: `x-lua-${fault.why}`, params: [fault.near, fault.line] } }
  return problem('apierror-contentserializationexception', [said])
}
