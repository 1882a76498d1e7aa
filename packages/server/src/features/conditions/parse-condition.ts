import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { excerpt, refusal, refusalAt } from './refusals.ts';

/**
 * Bounds of a condition. The parser recurses per bracket (bounded by `levels`) and per `!` or `-` (bounded by
 * `characters`), and a tree of at most `parts` nodes and `levels` levels cannot exhaust any stack, ours or the engine's.
 */
const conditionBounds = { characters: 2_000, parts: 500, levels: 32 } as const;

const environment = new Environment({
  limits: {
    maxAstNodes: conditionBounds.parts,
    maxDepth: conditionBounds.levels,
    maxListElements: conditionBounds.parts,
    maxMapEntries: conditionBounds.parts,
    maxCallArguments: conditionBounds.parts,
  },
});

const columnAdvice =
  'A column whose name is not made of the letters a to z, digits and _ is written as row["its name"], for example row["E-mail group"] == "A".';
const quoteAdvice = 'Texts stand between straight quotes, for example channel == "Web".';
const wordAdvice = 'Write && for "and", || for "or", ! for "not", for example newbie && !(channel == "Web").';

/** Word processors put them where CEL wants " or '. */
const curlyQuote = /^[‘’“”„‚«»‹›]/u;

/** What people write who come from a spreadsheet, SQL or a word processor: the sign or word, and what it is in CEL. */
const adviceByToken = new Map<string, string>([
  ['=', 'Two values are compared with ==, for example channel == "Web".'],
  ['<>', 'Write != for "is not", for example channel != "Web".'],
  ['&', wordAdvice],
  ['|', wordAdvice],
  ['and', wordAdvice],
  ['or', wordAdvice],
  ['not', wordAdvice],
  ['is', 'A missing value is found with == null, a present one with != null, for example history != null.'],
  ['like', 'Write channel.contains("eb"), or channel.matches("^W.*b$") for a pattern.'],
  ['between', 'Write both ends, for example history >= 100 && history <= 200.'],
]);

/** The closest advice for the place where the parser stopped; undefined lets the general example stand. */
function adviceAt(source: string, start: number): string | undefined {
  const rest = source.slice(start);
  const before = source.slice(0, start);
  if (/^(?:`|[^\p{ASCII}])/u.test(rest)) return columnAdvice;
  if (/<\s*$/.test(before) && rest.startsWith('>')) return adviceByToken.get('<>');
  const token = /^(?:[A-Za-z]+|[=&|])/.exec(rest)?.[0].toLowerCase() ?? '';
  const wordBefore = /([A-Za-z]+)\s*$/.exec(before)?.[1]?.toLowerCase() ?? '';
  return adviceByToken.get(token) ?? adviceByToken.get(wordBefore);
}

const tooMuch = `it has too many parts; at most ${conditionBounds.parts} parts and ${conditionBounds.levels} levels of brackets and signs are taken`;
const tooMuchAdvice = 'Split it, or prepare a column in the file that holds the answer.';

function refusalOfParser(source: string, error: ParseError): Error {
  const start = error.range?.start ?? 0;
  switch (error.code) {
    case 'limit_exceeded':
      return refusal(tooMuch, tooMuchAdvice);
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
      return refusalAt(source, start, 'a text is not closed', quoteAdvice);
    case 'invalid_number':
    case 'invalid_integer':
    case 'invalid_hex_integer':
    case 'invalid_exponent':
      return refusalAt(source, start, 'there is a number that is too large or not complete');
    case 'reserved_identifier': {
      const word = source.slice(start, error.range?.end);
      return refusalAt(source, start, `“${word}” is a reserved word`, `If it is a column, write row["${word}"].`);
    }
    case 'invalid_macro_argument':
      return refusalAt(source, start, 'there is a function that is not supported');
    case 'unexpected_character':
    case 'unexpected_token':
    case 'expected_token': {
      const found = /^(?:[A-Za-z0-9_]+|.)/su.exec(source.slice(start))?.[0];
      if (found === undefined) return refusal('it ends too early');
      if (curlyQuote.test(found)) return refusalAt(source, start, 'there is a curly quote', quoteAdvice);
      return refusalAt(source, start, `“${excerpt(found)}” is not expected there`, adviceAt(source, start));
    }
    default:
      return refusalAt(
        source,
        start,
        'a backslash is followed by something unknown',
        'Write \\\\ for a backslash, or r before the quotes to take the text as it is, for example code.matches(r"^\\d+$").',
      );
  }
}

/** The nodes directly below a node. */
function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '!_':
    case '-_':
      return [node.args];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    default:
      return node.args;
  }
}

/** A chain of `a && b && c` is one level, however long: it is compiled to one `and(a, b, c)`. */
const isChain = (node: ASTNode, child: ASTNode) => (node.op === '&&' || node.op === '||') && child.op === node.op;

function checkDepth(root: ASTNode): void {
  const open: { node: ASTNode; level: number }[] = [{ node: root, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, level } = next;
    if (level > conditionBounds.levels) throw refusal(tooMuch, tooMuchAdvice);
    for (const child of childrenOf(node)) open.push({ node: child, level: isChain(node, child) ? level : level + 1 });
  }
}

/** The syntax tree of a condition, within bounds. Throws `bad-condition` for everything that is not CEL. */
export function parseCondition(source: string): ASTNode {
  if (source.length > conditionBounds.characters) {
    throw refusal(`it is longer than ${conditionBounds.characters} characters`, tooMuchAdvice);
  }
  if (source.trim() === '') throw refusal('it is empty');
  // Half of a surrogate pair cannot be sent to the engine as UTF-8.
  const broken = /\p{Surrogate}/u.exec(source);
  if (broken !== null) throw refusalAt(source, broken.index, 'there is a broken character');
  let root: ASTNode;
  try {
    root = environment.parse(source).ast;
  } catch (error) {
    if (error instanceof ParseError) throw refusalOfParser(source, error);
    throw error;
  }
  checkDepth(root);
  return root;
}
