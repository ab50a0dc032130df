// The wall of a business: as data for who draws it, and as the picture.

import type { Business, Language } from '@dure/access';
import { wallBoard, wallOf, wallSvg } from '@dure/wall';
import { jsonType, languageIn, send } from '../server/exchange.ts';
import type { Handle } from '../server/exchange.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';

const svgHeaders = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'private, max-age=60',
};

/** The notes do not change while they run: each is drawn once, when it is first asked for. */
const drawn = (draw: (language: Language) => string) => {
  const known = new Map<Language, string>();
  return (language: Language): string => {
    const text = known.get(language) ?? draw(language);
    known.set(language, text);
    return text;
  };
};

const modelHandler = ({ system }: Business): Handle => {
  const model = drawn(() => JSON.stringify(wallOf(system)));
  return async (exchange) => send(exchange, { http: 200, body: model('ko'), type: jsonType });
};

const pictureHandler = ({ system }: Business): Handle => {
  const picture = drawn((language) => wallSvg(wallOf(system), language));
  return async (exchange) => {
    const body = picture(languageIn(exchange));
    return send(exchange, { http: 200, body, type: 'image/svg+xml', headers: svgHeaders });
  };
};

const boardHandler = ({ system }: Business): Handle => {
  const board = drawn((language) => JSON.stringify(wallBoard(wallOf(system), language)));
  return async (exchange) => {
    const body = board(languageIn(exchange));
    return send(exchange, { http: 200, body, type: jsonType });
  };
};

export const wallEndpoints = (business: Business, prefix: string): readonly Endpoint[] => [
  get(`${prefix}/wall`, modelHandler(business)),
  get(`${prefix}/wall/board`, boardHandler(business)),
  get(`${prefix}/wall.svg`, pictureHandler(business)),
];
