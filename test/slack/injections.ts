import { cut, formulas, hidden, syntax, turns } from './hidden-injections.ts';

/**
 * Texts that a file may hold and that must do nothing in a chat, a window or a spreadsheet but be read. An effect is a
 * mention, a link, a style, an emoji or a date drawn from them, a mark that turns, hides or breaks the text around them,
 * or a formula.
 */
const mentions = [
  ...[
    '<!channel>',
    '<!here>',
    '<!everyone>',
    '<!channel|channel>',
    '<!here|x>',
    '<!subteam^S0001>',
    '<!subteam^S0001|@ops>',
  ],
  ...['<@U0001>', '<@W0001>', '<@U0001|ana>', '<@USLACKBOT>', '<#C0001>', '<#C0001|general>', '<#G0001|>'],
  ...[
    '@channel',
    '@here',
    '@everyone',
    '@ana',
    '#general',
    '@U0001',
    '&lt;!channel&gt;',
    '&#60;!channel&#62;',
    '&amp;lt;!here&amp;gt;',
  ],
  ...[
    '< !channel>',
    '<!channel',
    '!channel>',
    '<<!channel>>',
    '<!cha\u200bnnel>',
    '<!channel>\n<!here>',
    '＜!channel＞',
    '\\<!channel\\>',
  ],
  ...['@\u200bchannel', '@\u2060here', '<!\u0000channel>', '<@\u202eU0001>', '<!channel >', '<!CHANNEL>', '<!date>'],
];

const links = [
  ...[
    '<http://evil.example>',
    '<https://evil.example|Click>',
    '<http://evil.example|http://bank.example>',
    '<mailto:a@evil.example|a>',
  ],
  ...[
    '<tel:+15550100|call>',
    '<slack://open>',
    '<javascript:alert(1)|x>',
    '<data:text/html,x|x>',
    '<file:///etc/passwd|x>',
  ],
  ...[
    '[Click](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '[x]: https://evil.example',
    '<a href="https://evil.example">x</a>',
  ],
  ...[
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '</script><script>',
    '<https://evil.example|a|b>',
    '<https://evil.example|a>b>',
  ],
  ...[
    'https://evil.example',
    'http://evil.example/?a=1&b=2',
    'evil.example',
    'www.evil.example',
    'HTTPS://EVIL.EXAMPLE',
    '//evil.example',
  ],
  ...[
    'https://evil.example|Click',
    'xn--bank-0oa.example',
    'https://bank.example@evil.example',
    'https://evil.example/\u202egnp.exe',
    'javascript:alert(1)',
  ],
];

const styles = [
  ...[
    '*bold*',
    '_italic_',
    '~gone~',
    '`code`',
    '```block```',
    '``` open',
    '*open',
    'close*',
    '_open',
    'close_',
    '~open',
    '`open',
  ],
  ...[
    '> quote',
    '>>> all of it',
    '&gt; quote',
    '• item',
    '- item',
    '1. item',
    '# Title',
    '## Title',
    '---',
    '***',
    '___',
    '* * *',
  ],
  ...[
    '*_~all~_*',
    'a*b*c',
    'a_b_c',
    '* not bold *',
    '\\*escaped\\*',
    '*a*\n*b*',
    '|a|b|',
    '| --- |',
    '`a` *b*',
    '```\n<!channel>\n```',
  ],
  ...[
    '**bold**',
    '__bold__',
    '~~gone~~',
    '<b>bold</b>',
    '<u>x</u>',
    '*\u200bbold*',
    '_ _',
    '* *',
    '\u2217x\u2217',
    '&ast;x&ast;',
  ],
];

const emoji = [
  ...[
    ':smile:',
    ':+1:',
    ':-1:',
    ':skull_and_crossbones:',
    ':flag-br:',
    ':wave::skin-tone-3:',
    ':custom-one:',
    'a:b:c',
    '::',
    ':a',
    '9:30:15',
  ],
  ...[
    '👨‍👩‍👧‍👦',
    '👩🏽‍🚀',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '🇧🇷',
    '❤️',
    '☎️',
    '👍🏿',
    '🧑‍🤝‍🧑',
    '#️⃣',
    '\ud83d',
    '\ude00',
    'a\ud83db',
    '\ud83d\ud83d\ude00',
  ],
];

const dates = [
  ...[
    '<!date^1700000000^{date_short}|x>',
    '<!date^1700000000^{date_long_pretty} {time}^https://evil.example|x>',
    '{date_short}',
    '{{DATE(2026-01-01)}}',
  ],
  ...[
    '<!date^9999999999999^{ago}|>',
    '{name}',
    '{0}',
    '$\u007bx}',
    '#{x}',
    '%s %d',
    '{n, plural, other {#}}',
    '{x, select, other {y}}',
    "'{'",
    '{{x}}',
  ],
];

export const injections: readonly string[] = [
  ...[mentions, links, styles, emoji, dates, turns, hidden, formulas, cut, syntax].flat(),
];
