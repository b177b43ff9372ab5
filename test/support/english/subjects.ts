import { childOf, type Node, nameOf } from './nodes.ts'

/** The code that a comment describes. `other` is a statement, an expression, or the end of a file. */
export type Subject = {
  kind: 'function' | 'member function' | 'value' | 'other'
  /** Whether it is a boolean or returns one. */
  isBoolean: boolean
}

const DECLARATIONS =
  /^(FunctionDeclaration|TSDeclareFunction|VariableDeclarator|ClassDeclaration|MethodDefinition|PropertyDefinition|Property|TS(TypeAlias|Interface|Enum)Declaration|TS(Property|Method|Index|Call)Signature|TSEnumMember)$/

/** Determines whether the declaration after a comment is a function or a value. */
export function subjectOf(node: Node | undefined): Subject {
  if (!node || !DECLARATIONS.test(node.type)) return { kind: 'other', isBoolean: false }
  const signature = signatureOf(node)
  const isBoolean = isBooleanName(node) || (signature ? returnsBoolean(signature) : isBooleanValue(node))
  if (!signature) return { kind: 'value', isBoolean }
  const isMember = node.type.startsWith('TS') && node.type.endsWith('Signature')
  return { kind: isMember ? 'member function' : 'function', isBoolean }
}

const FUNCTIONS =
  /^(FunctionDeclaration|TSDeclareFunction|FunctionExpression|ArrowFunctionExpression|TSFunctionType|TSMethodSignature|TSEmptyBodyFunctionExpression)$/

/** Returns the node that has the return type of a declared function; undefined for anything else. */
function signatureOf(node: Node): Node | undefined {
  if (node.kind === 'get') return undefined
  if (FUNCTIONS.test(node.type)) return node
  const value = childOf(node, 'init') ?? childOf(node, 'value')
  const candidates = [value, ...membersOf(childOf(node, 'typeAnnotation'))]
  return candidates.find((candidate) => candidate && FUNCTIONS.test(candidate.type))
}

/** Returns the members of a union, or the type itself. */
function membersOf(type: Node | undefined): Node[] {
  if (!type) return []
  if (type.type !== 'TSUnionType') return [type]
  const { types } = type as unknown as { types: Node[] }
  return types.map((member) => childOf({ ...type, member }, 'member') ?? member)
}

function isBooleanName(node: Node): boolean {
  const name = nameOf(node.id) ?? nameOf(node.key) ?? ''
  return /^(is|has|are|can|may|must|should|was|needs|allows)([A-Z]|$)/.test(name)
}

function returnsBoolean(signature: Node): boolean {
  const type = childOf(signature, 'returnType')
  if (type) return membersOf(type).some(isBooleanType)
  return isBooleanExpression(childOf(signature, 'body'))
}

function isBooleanType(type: Node): boolean {
  if (type.type === 'TSBooleanKeyword' || type.type === 'TSTypePredicate') return true
  const { params = [] } = (type.typeArguments ?? {}) as { params?: Node[] }
  return nameOf(type.typeName) === 'Promise' && params.flatMap(membersOf).some(isBooleanType)
}

function isBooleanValue(node: Node): boolean {
  if (membersOf(childOf(node, 'typeAnnotation')).some(isBooleanType)) return true
  return isBooleanExpression(childOf(node, 'init') ?? childOf(node, 'value'))
}

function isBooleanExpression(node: Node | undefined): boolean {
  if (!node) return false
  if (node.type === 'Literal') return typeof node.value === 'boolean'
  if (node.type === 'UnaryExpression') return node.operator === '!'
  return node.type === 'BinaryExpression' && /^([=!]==?|[<>]=?|in|instanceof)$/.test(node.operator as string)
}
