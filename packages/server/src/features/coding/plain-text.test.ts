import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('plainText', () => {
  it.each([
    ['<p>Hello &amp; welcome</p>', 'Hello & welcome'],
    ['Caf&eacute; &#8217;s &#x2019;s &uuml;ber &Ccedil;a', 'Café ’s ’s über Ça'],
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<p>One.</p><p>Two.</p>', 'One.\n\n\n\nTwo.'],
    ['in<b>side</b>', 'inside'],
    ['<style>p { color: red }</style><script>if (a < b) x()</script>Text<!-- not <b>this</b> -->', 'Text'],
    ['<STYLE type="text/css">a</style >b', 'b'],
    ['<img alt="a > b">after', 'after'],
    ['<p title="open>text', 'text'],
    // Decoded once: what was written as text stays text.
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['&lt;b&gt;', '<b>'],
    ['&nope; &#0; &#x110000; &#xd800;', '&nope; &#0; &#x110000; &#xd800;'],
    ['<script>never closed', 'never closed'],
  ])('of %j is %j', (html, plain) => {
    expect(plainText(html)).toBe(plain);
  });

  it.each(['I <3 you', 'a < b and c > d', ' spaces kept ', 'AT&T', 'x<y', '3 <4'])(
    'leaves %j, which has no markup, as it is',
    (text) => {
      expect(plainText(text)).toBe(text);
    },
  );

  it('finds the end of what is hidden behind letters that grow in small letters', () => {
    expect(plainText('İİİİ<style>a</style>kept')).toBe('İİİİ\n\nkept');
  });
});
