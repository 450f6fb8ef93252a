import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Where the fields of a plan are declared: all that stands in a z.strictObject there. */
const DECLARED = ['src/domain/plan/parts.ts', 'src/domain/plan/shape.ts'];

/** Who decides by a plan or tells of it; what makes ports real does neither. */
const READERS = /^src\/(domain|application|projections|interface)\//;

export interface PlanField {
  /** As in a plan: `triageHours.acute`, `agencies[].kind`. */
  readonly path: string;
  /** Files that read it by its type, whatever the variable is called, up to the first that is enough. */
  readonly readIn: readonly string[];
}

/**
 * Every field of the plan schema, and who reads it: property accesses and destructurings whose symbol the type checker leads back to the
 * declaration. A plain word of the same name elsewhere does not count.
 * @param isEnough a reader after which no other one of this field is looked for: to ask the checker takes long
 */
export function planFields(isEnough: (path: string, file: string) => boolean, root = '.'): readonly PlanField[] {
  const program = programOf(root);
  const checker = program.getTypeChecker();
  const declared = new Map<ts.Node, string>();
  for (const [name, type] of topLevel(program, root)) collect(name, type, declared, checker);
  // Only what has the name of a field is asked the checker for: that is what takes time.
  const sought = new Map<string, Set<string>>();
  for (const path of declared.values()) sought.set(nameOf(path), (sought.get(nameOf(path)) ?? new Set()).add(path));
  const found = (path: string) => {
    const alike = sought.get(nameOf(path));
    alike?.delete(path);
    if (alike?.size === 0) sought.delete(nameOf(path));
  };
  const readers = new Map<string, Set<string>>([...declared.values()].map((path) => [path, new Set()]));
  for (const file of program.getSourceFiles()) {
    const name = relative(resolve(root), file.fileName);
    if (!READERS.test(name)) continue;
    const visit = (node: ts.Node): void => {
      for (const symbol of readSymbols(node, sought, checker))
        for (const declaration of symbol.declarations ?? []) {
          const path = declared.get(declaration);
          if (path === undefined) continue;
          readers.get(path)?.add(name);
          if (isEnough(path, name)) found(path);
        }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return [...readers].map(([path, files]) => ({ path, readIn: [...files].sort() }));
}

const nameOf = (path: string) => path.replace(/.*[.\]]/, '');

function programOf(root: string): ts.Program {
  const config = resolve(root, 'tsconfig.json');
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config));
  const sources = fileNames.filter((f) => READERS.test(relative(resolve(root), f)));
  // Of what we did not write only zod says what a plan is made of: to read the types of the rest takes most of the time.
  const host = ts.createCompilerHost(options);
  const cache = ts.createModuleResolutionCache(resolve(root), (name) => name, options);
  host.resolveModuleNameLiterals = (names, from, redirected, used) =>
    names.map(({ text }) =>
      text.startsWith('.') || text.startsWith('zod')
        ? ts.resolveModuleName(text, from, used, host, cache, redirected)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(sources, { ...options, noEmit: true, types: [] }, host);
}

/** The properties that an expression or a pattern reads; by a computed key any of them may be. */
function readSymbols(
  node: ts.Node,
  names: { has(name: string): boolean },
  checker: ts.TypeChecker,
): readonly ts.Symbol[] {
  const of = (symbol: ts.Symbol | undefined) => (symbol ? [symbol] : []);
  if (ts.isPropertyAccessExpression(node))
    return names.has(node.name.text) ? of(checker.getSymbolAtLocation(node.name)) : [];
  if (ts.isElementAccessExpression(node)) {
    const type = checker.getTypeAtLocation(node.expression);
    return checker.isArrayLikeType(type) ? [] : type.getProperties();
  }
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken) {
    const key = node.propertyName ?? node.name;
    if (ts.isIdentifier(key) && names.has(key.text))
      return of(checker.getTypeAtLocation(node.parent).getProperty(key.text));
  }
  return [];
}

/** `shape` itself: the object literal that it is made from. */
function topLevel(program: ts.Program, root: string): readonly (readonly [string, ts.ObjectLiteralExpression])[] {
  const consts = new Map<string, ts.Expression>();
  for (const name of DECLARED) {
    const file = program.getSourceFile(resolve(root, name));
    if (!file) throw new Error(`${name} is not there`);
    for (const statement of file.statements)
      if (ts.isVariableStatement(statement))
        for (const { name: of, initializer } of statement.declarationList.declarations)
          if (initializer && ts.isIdentifier(of)) consts.set(of.text, initializer);
  }
  const shape = consts.get('shape');
  const [object] = shape ? objectsIn(shape) : [];
  if (!object) throw new Error('there is no shape of a plan');
  return [['', object]];

  function objectsIn(node: ts.Node): readonly ts.ObjectLiteralExpression[] {
    return ts.isCallExpression(node) && node.arguments[0] && ts.isObjectLiteralExpression(node.arguments[0])
      ? [node.arguments[0]]
      : [];
  }
}

/** Each property of a strictObject by its path; through `.array`, `.default`, `.nullable` and the names of other schemas. */
function collect(
  prefix: string,
  object: ts.ObjectLiteralExpression,
  found: Map<ts.Node, string>,
  checker: ts.TypeChecker,
): void {
  for (const property of object.properties) {
    if (!property.name || !ts.isIdentifier(property.name)) continue;
    const path = prefix ? `${prefix}.${property.name.text}` : property.name.text;
    found.set(property, path);
    const value = ts.isPropertyAssignment(property)
      ? property.initializer
      : ts.isShorthandPropertyAssignment(property)
        ? named(checker.getShorthandAssignmentValueSymbol(property))
        : undefined;
    if (value) descend(value, path, found, checker);
  }
}

function descend(node: ts.Node, path: string, found: Map<ts.Node, string>, checker: ts.TypeChecker): void {
  if (ts.isIdentifier(node)) {
    const symbol = checker.getSymbolAtLocation(node);
    const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const value = named(target);
    if (value) descend(value, path, found, checker);
    return;
  }
  if (ts.isObjectLiteralExpression(node)) {
    collect(path, node, found, checker);
    return;
  }
  if (!ts.isCallExpression(node)) return;
  const called = ts.isPropertyAccessExpression(node.expression) ? node.expression : undefined;
  const method = called?.name.text ?? (ts.isIdentifier(node.expression) ? node.expression.text : '');
  if (method === 'array') for (const arg of node.arguments) descend(arg, `${path}[]`, found, checker);
  else if (method === 'strictObject' || method === 'unset')
    for (const arg of node.arguments) descend(arg, path, found, checker);
  else if (method === 'discriminatedUnion' && node.arguments[1] && ts.isArrayLiteralExpression(node.arguments[1]))
    for (const option of node.arguments[1].elements) descend(option, path, found, checker);
  else if (called) descend(called.expression, path, found, checker);
}

function named(symbol: ts.Symbol | undefined): ts.Expression | undefined {
  const declaration = symbol?.valueDeclaration;
  return declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}
