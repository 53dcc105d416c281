import fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Blocks } from './blocks.tsx';
import { Formula } from './formula.tsx';
import { mathAttributes, mathElements, mathStyles } from './formula-tree.ts';
import { hostile } from './hostile.test-help.ts';
import { LONGEST_TEXT, readMarkdown } from './parse.ts';

function render(text: string): string | null {
  const blocks = readMarkdown(text);
  return blocks && renderToStaticMarkup(createElement(Blocks, { blocks, Formula }));
}

/** Class names are ours; the golden outputs are read better without them. */
const bare = (text: string) => render(text)?.replace(/ (?:class|dir)="[^"]*"/g, '');

const elements = new Set(
  'p blockquote ul ol li pre code hr table thead tbody tr th td br strong em del a span div'.split(' '),
);
const attributes: Readonly<Record<string, RegExp>> = {
  class: /^[^<>"]*$/,
  dir: /^auto$/,
  scope: /^col$/,
  start: /^\d{1,9}$/,
  title: /^[a-z -]+$/,
  href: /^(?:https?:\/\/[^/@\s]+(?:[/?#]|$)|mailto:)/,
  rel: /^noopener noreferrer nofollow$/,
  target: /^_blank$/,
};
const styleOf = (name: string) => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** React escapes what would end a tag or a value, so its markup can be read by signs. */
function faultsOf(markup: string): readonly string[] {
  const faults: string[] = [];
  let rest = markup;
  rest = rest.replace(
    /<\/?([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z-]+(?:="[^"<]*")?)*)\s*\/?>/g,
    (_, name: string, list: string) => {
      const math = mathElements.has(name);
      if (!math && !elements.has(name)) faults.push(`element ${name}`);
      for (const [, key = '', value = ''] of list.matchAll(/([A-Za-z-]+)="([^"]*)"/g)) {
        const fine = math
          ? mathAttributes.has(key) && /^[\w.%+\- ]*$/.test(value)
          : attributes[key]?.test(value) === true;
        const styles =
          math && key === 'style' && value.split(';').every((one) => mathStyles.has(styleOf(one.split(':')[0] ?? '')));
        if (!fine && !styles) faults.push(`${name} ${key}=${value}`);
      }
      return '';
    },
  );
  if (/[<>]/.test(rest)) faults.push(`left over: ${rest}`);
  return faults;
}

describe('reading view', () => {
  it.each(hostile.map((text) => [text]))('%j becomes nothing but text, and links to the web', (text) => {
    const markup = render(text) ?? '';
    expect(faultsOf(markup)).toEqual([]);
    for (const [, href = ''] of markup.matchAll(/href="([^"]*)"/g))
      expect(['http:', 'https:', 'mailto:']).toContain(new URL(href.replaceAll('&amp;', '&')).protocol);
    expect(markup).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
  });

  it('holds nothing but what is allowed, whatever is put together', () => {
    const bits = [
      ...hostile,
      '> ',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '    ',
      '`',
      '```',
      '$',
      '$$',
      '\\(',
      '\\)',
      '\\[',
      '\\]',
      '**',
      '_',
      '~~',
      '|',
      '|-|\n',
      '![',
      '](',
      ')',
      '[',
      ']',
      '<',
      '>',
      'https://a.example/',
      '\\frac{',
      '}',
      '^',
      '&',
      '{',
      '\\',
    ];
    const piece = fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(faultsOf(render(pieces.join('')) ?? '')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('loses no letter of what was written', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const sign = fc.constantFrom(
      ' ',
      '\n',
      '\n\n',
      ' *',
      '* ',
      ' $',
      '$ ',
      '`',
      ' <',
      '> ',
      '[',
      '](',
      ')',
      '- ',
      '# ',
      '|',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, sign), { maxLength: 30 }), (parts) => {
        const letters = (text: string) => text.replace(/[^a-z]/g, '');
        const shown = (render(parts.join('')) ?? '').replace(/<[^>]*>/g, '').replace(/&[a-z#0-9]+;/g, '');
        for (const one of letters(parts.join(''))) expect(letters(shown)).toContain(one);
      }),
      { numRuns: 200 },
    );
  });

  it('finds a forbidden element, attribute and address when there is one', () => {
    for (const planted of [
      '<img src="x">',
      '<p onclick="x">',
      '<p id="x">',
      '<a href="javascript:alert(1)">',
      '<a href="https://a@b.example/">',
      '<mi href="https://a.example">',
      '<mi style="position:fixed">',
      '<p>a<b',
    ])
      expect(faultsOf(planted)).not.toEqual([]);
  });

  it.each([
    ['# A\n\ntext **b** _c_ ~~d~~', '<p>A</p><p>text <strong>b</strong> <em>c</em> <del>d</del></p>'],
    ['one\ntwo', '<p>one<br/>two</p>'],
    ['- a\n- b\n  1. c', '<ul><li>a</li><li>b<ol start="1"><li>c</li></ol></li></ul>'],
    ['3. x', '<ol start="3"><li>x</li></ol>'],
    ['> q', '<blockquote><p>q</p></blockquote>'],
    ['```js\na < b\n```', '<div><pre><code>a &lt; b</code></pre></div>'],
    [
      'a|b\n-|-:\n1|2',
      '<div><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>',
    ],
    ['<b>x</b>', '<p>&lt;b&gt;x&lt;/b&gt;</p>'],
    ['![cat](https://a.example/c.png)', '<p><span>[image: cat, at <span>https://a.example/c.png</span>]</span></p>'],
    ['[x](javascript:a)', '<p>x <span>(<span>javascript:a</span>)</span></p>'],
    [
      '[x](https://a.example)',
      '<p><a href="https://a.example/" target="_blank" rel="noopener noreferrer nofollow">x</a> <span>(<span>https://a.example/</span>)</span></p>',
    ],
    [
      'https://a.example/b',
      '<p><a href="https://a.example/b" target="_blank" rel="noopener noreferrer nofollow"><span>https://a.example/b</span></a></p>',
    ],
    [
      '[a]: https://b.example',
      '<p>[a]: <a href="https://b.example/" target="_blank" rel="noopener noreferrer nofollow"><span>https://b.example/</span></a></p>',
    ],
    ['{"a": "*b*"}', '<div><pre><code>{&quot;a&quot;: &quot;*b*&quot;}</code></pre></div>'],
    ['x\u202ey', '<p>x<span title="direction override">U+202E</span>y</p>'],
  ])('%j', (text, expected) => {
    expect(bare(text)).toBe(expected);
  });
});

describe('formulae', () => {
  it.each([
    '$x^2$',
    '\\(x\\)',
    'let $a_1, b$ be',
    '\\[ \\frac{a}{b} \\]',
    '$$\nx\n- y\n$$',
    '> $$\n> z\n> $$',
    '- \\[\n  q\n  \\]',
    '$$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$',
    '$5 \\times 10$',
    '$2x$',
  ])('%j is drawn', (text) => {
    expect(bare(text)).toContain('<math');
    expect(bare(text)).not.toMatch(/[$]|\\[[(]/);
  });

  it.each([
    '$5 and $10',
    '$5, $10 or $20',
    'between $5-$10',
    'US$5 to US$6',
    '$5 million in US$',
    'from $3k to 4$',
    'a $5 fee, paid in US$',
    '$ x $',
    '`$x$`',
    '    $x$',
    'one $ alone',
    '$$ never closed',
    '\\( never closed',
    '\\$x$',
    'a$b$c',
    '$a\n\nb$',
  ])('%j has none', (text) => {
    expect(bare(text)).not.toContain('<math');
  });

  it.each(['$\\frac{a}{$', '$\\nosuchcommand{a}$', '$\\def\\a{b}\\a$', '$\\href{https://a.example}{x}$'])(
    '%j is shown as written',
    (text) => {
      expect(bare(text)).toBe(`<p><code>${text}</code></p>`);
    },
  );

  it('draws a sum as MathML', () => {
    expect(bare('$\\sum_{i=1}^n x_i$')).toBe(
      '<p><math><mrow><msubsup><mo movablelimits="false">∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></msubsup><msub><mi>x</mi><mi>i</mi></msub></mrow></math></p>',
    );
  });
});

describe('texts made to hang the page', () => {
  const fill = (part: string) => part.repeat(LONGEST_TEXT).slice(0, LONGEST_TEXT);
  it.each([
    '>',
    '> ',
    '[',
    '![',
    '*a **a ',
    '- ',
    '`',
    '$',
    '\\(',
    '\\[\n',
    '$$\n',
    '|',
    '<a ',
    '[a](',
    'a_',
    '>a\n',
    '&a',
    '\u202e',
    '${{{{',
    '- a\n',
  ])('%j over and over ends', (part) => {
    const blocks = readMarkdown(fill(part));
    expect(faultsOf(render(fill(part)) ?? '')).toEqual([]);
    expect(JSON.stringify(blocks).length).toBeLessThan(600_000);
  });

  it('leaves a text that is too long as it was written', () => {
    expect(readMarkdown(fill('a') + 'a')).toBeNull();
    expect(readMarkdown('x'.repeat(100_000))).toBeNull();
    expect(readMarkdown('- a\n'.repeat(4000))).toBeNull();
  });

  it('shows formulae nested beyond reason as written', () => {
    const deep = `$${'{'.repeat(400)}x${'}'.repeat(400)}$`;
    expect(faultsOf(render(deep) ?? '')).toEqual([]);
  });
});
