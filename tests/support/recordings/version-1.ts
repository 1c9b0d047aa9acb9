// A recording in format version 1, as the last code that wrote this version wrote it, and its ticks.
import type { Tick } from '../market/ticks.ts';
import { OPENING } from './recording-files.ts';

/** The limits of prices and sizes in version 1. */
const MAX_PRICE = 2 ** 30 - 1;
const MAX_SIZE = 2 ** 32 - 1;

export const VERSION_1_TICKS: readonly Tick[] = [
  ['status', 0, OPENING, 'open', 'schedule', 18_700],
  ['quote', 0, OPENING, 18_746, 300, 18_748, 500],
  // The difference between the spreads of these quotes wraps.
  ['quote', 1, OPENING + 5, -MAX_PRICE, 1, MAX_PRICE, MAX_SIZE],
  ['quote', 1, OPENING + 7, MAX_PRICE, MAX_SIZE, -MAX_PRICE, 1],
  ['quote', 1, OPENING + 7, -MAX_PRICE, 1, MAX_PRICE, MAX_SIZE],
  ['trade', 1, OPENING + 7, MAX_PRICE, MAX_SIZE],
  ['trade', 0, OPENING + 9, 18_747, 150],
  ['trade', 2, OPENING + 5_009, -MAX_PRICE, 7],
  ['trade', 2, OPENING + 5_010, MAX_PRICE, 0],
  ['status', 2, OPENING + 5_011, 'halted', 'news-pending', undefined],
];

export const VERSION_1_FILE = Buffer.from(
  [
    'iVRXUg0KGgoBAFRXRqVIXAEAAPXgU2V7InNvdXJjZSI6IlNpbXVsYXRlZCwgc2VlZCA3Iiwic3RhcnRUaW1lIjoxMzgxMjM5MDAw',
    'MDAwLCJpbnN0cnVtZW50cyI6W3sic3ltYm9sIjoiUzAiLCJuYW1lIjoiUzAgSW5jLiIsInNlY3RvciI6IlRlc3RpbmciLCJjdXJy',
    'ZW5jeSI6IlVTRCIsImRlY2ltYWxzIjoyfSx7InN5bWJvbCI6IlMxIiwibmFtZSI6IlMxIEluYy4iLCJzZWN0b3IiOiJUZXN0aW5n',
    'IiwiY3VycmVuY3kiOiJVU0QiLCJkZWNpbWFscyI6Mn0seyJzeW1ib2wiOiJTMiIsIm5hbWUiOiJTMiBJbmMuIiwic2VjdG9yIjoi',
    'VGVzdGluZyIsImN1cnJlbmN5IjoiVVNEIiwiZGVjaW1hbHMiOjJ9XSwicmVmZXJlbmNlcyI6WzEwMDAsbnVsbCwxMDAyXX1UV0al',
    'QlIAAADY3gAMAAfAl4rCmSgWAAMBmKQCDPSkAgQGCgABBf3///8H/P///w8D/////x8IAvz///8PCP////8fAwz7////DwcD////',
    '/x8t/////x8BAAL2pAKtAlRXRqVCHAAAAOMeIm0HA9G+isKZKAUC/f///wcPCQH8////DwAKAQcCVFdGpUUIAAAA8rLuLgAAAAAA',
    'ACRA',
  ].join(''),
  'base64',
);
