// The authors and licenses of code that packages copied from elsewhere without its license text.

export interface CopiedCode {
  readonly name: string;
  /** Start of the URL in the copying file's comment. */
  readonly url: string;
  readonly license: 'MIT' | 'ISC';
  readonly copyright: string;
}

export const COPIED_CODE: readonly CopiedCode[] = [
  {
    name: 'async-limiter',
    url: 'https://github.com/STRML/async-limiter',
    license: 'MIT',
    copyright: 'Copyright (c) 2017 Samuel Reed <samuel.trace.reed@gmail.com>',
  },
  {
    name: 'base64-arraybuffer',
    url: 'https://github.com/socketio/base64-arraybuffer',
    license: 'MIT',
    copyright: 'Copyright (c) 2012 Niklas von Hertzen',
  },
  {
    name: 'base64id',
    url: 'https://github.com/faeldt/base64id',
    license: 'MIT',
    copyright: 'Copyright (c) 2012-2016 Kristian Faeldt <faeldt_kristian@cyberagent.co.jp>',
  },
  {
    name: 'buffer-crc32',
    url: 'https://github.com/brianloveswords/buffer-crc32',
    license: 'MIT',
    copyright: 'Copyright (c) 2013 Brian J. Brennan',
  },
  {
    name: 'engine.io-parser (version 2)',
    url: 'https://github.com/socketio/engine.io-parser',
    license: 'MIT',
    copyright: 'Copyright (c) 2016 Guillermo Rauch (@rauchg)',
  },
  {
    name: 'fd-slicer',
    url: 'https://github.com/andrewrk/node-fd-slicer',
    license: 'MIT',
    copyright: 'Copyright (c) 2014 Andrew Kelley',
  },
  {
    name: 'has-cors',
    url: 'https://github.com/component/has-cors',
    license: 'MIT',
    copyright: 'Copyright (c) the authors of has-cors',
  },
  {
    name: 'is-promise',
    url: 'https://github.com/then/is-promise',
    license: 'MIT',
    copyright: 'Copyright (c) 2014 Forbes Lindesay',
  },
  {
    name: 'parseqs',
    url: 'https://github.com/galkn/querystring',
    license: 'MIT',
    copyright: 'Copyright (c) 2015 Gal Koren',
  },
  {
    name: 'parseuri',
    url: 'https://github.com/galkn/parseuri',
    license: 'MIT',
    copyright: 'Copyright (c) 2014 Gal Koren',
  },
  {
    name: 'punycode.js and utf8.js',
    url: 'https://mths.be/',
    license: 'MIT',
    copyright: 'Copyright Mathias Bynens <https://mathiasbynens.be/>',
  },
  {
    name: 'uwebsocket-serve',
    url: 'https://github.com/kolodziejczak-sz/uwebsocket-serve',
    license: 'ISC',
    copyright: 'Copyright (c) the authors of uwebsocket-serve',
  },
  {
    name: 'yeast',
    url: 'https://github.com/unshiftio/yeast',
    license: 'MIT',
    copyright: 'Copyright (c) 2015 Unshift.io, Arnout Kazemier, the Contributors.',
  },
];
