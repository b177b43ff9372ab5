/** A node of an ESTree syntax tree, without its exact type: these readers look at few of its properties. */
export type Node = { type: string; start: number; end: number; [property: string]: unknown }

/** Yields all nodes of a syntax tree, each before its children. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const one of value) yield* nodesOf(one)
  } else if (isNode(value)) {
    yield value
    for (const child of Object.values(value)) yield* nodesOf(child)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Returns the declaration of an export, the first declarator of a `const`, or the node itself. */
export function declaredBy(node: Node): Node {
  const { type, declaration, declarations } = node
  if (type.startsWith('Export') && isNode(declaration)) return declaredBy(declaration)
  return Array.isArray(declarations) ? (declarations[0] as Node) : node
}

/** Returns the name of an identifier; undefined for any other node. */
export function nameOf(node: unknown): string | undefined {
  const isIdentifier = isNode(node) && (node.type === 'Identifier' || node.type === 'PrivateIdentifier')
  return isIdentifier ? (node.name as string) : undefined
}

/** Returns the child, without type assertions and parentheses around it. */
export function childOf(node: Node, property: string): Node | undefined {
  const child = node[property]
  return isNode(child) ? bare(child) : undefined
}

const WRAPPERS: Record<string, string> = {
  ParenthesizedExpression: 'expression',
  TSAsExpression: 'expression',
  TSSatisfiesExpression: 'expression',
  TSParenthesizedType: 'typeAnnotation',
  TSTypeAnnotation: 'typeAnnotation',
}

function bare(node: Node): Node {
  const inner = node[WRAPPERS[node.type] ?? '']
  return isNode(inner) ? bare(inner) : node
}
