import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, reminder, saga, settings } from '@dure/domain';
import { board, labels, shop, Shop, tidy } from '../hotspots.testing.ts';
import { wallOf } from '../wall.ts';
import { widthIn, wrapped } from './measure.ts';
import { wallSvg } from './svg.ts';

const wall = wallOf(shop(tidy));
const picture = wallSvg(wall, 'ko');

type Rect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** The papers of the notes: those of the lanes and the ground are not lifted. */
const papersIn = (svg: string): readonly Rect[] =>
  Array.from(
    svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="[23]/g),
    ([, x, y, width, height]) => ({
      x: Number(x),
      y: Number(y),
      width: Number(width),
      height: Number(height),
    }),
  );

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

type Point = readonly [x: number, y: number];

const pathsIn = (svg: string): readonly (readonly Point[])[] =>
  Array.from(svg.matchAll(/<path d="(M[^"]+)"[^>]*marker-end/g), ([, path = '']) =>
    Array.from(path.matchAll(/[ML]([\d.]+) ([\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]),
  );

const isInside = ([x, y]: Point, { x: left, y: top, width, height }: Rect): boolean =>
  x > left + 1 && x < left + width - 1 && y > top + 1 && y < top + height - 1;

describe('the picture of a wall', () => {
  it('is the same again for the same wall', () =>
    assert.equal(wallSvg(wallOf(shop(tidy)), 'ko'), picture));

  it('says every label, in the one language or the other', () => {
    for (const label of ['가게', '주문', '결제됨', '은행', '너무 쌉니다', '주문 목록', '접수']) {
      assert.ok(picture.includes(`>${label}</text>`), label);
    }
    assert.ok(wallSvg(wall, 'en').includes('>Too cheap</text>'));
    assert.ok(!wallSvg(wall, 'en').includes('주문'));
  });

  it('casts shadows by effects that every program knows: others leave out what has one', () => {
    const known = [
      'feGaussianBlur',
      'feOffset',
      'feFlood',
      'feComposite',
      'feMerge',
      'feMergeNode',
    ];
    const used = [...picture.matchAll(/<(fe\w+)/g)].flatMap(([, name]) => name ?? []);
    assert.deepEqual([...new Set(used)], known);
  });

  it('has no note upon another', () => {
    const papers = papersIn(picture);
    assert.ok(papers.length > 15);
    for (const [index, paper] of papers.entries()) {
      assert.deepEqual(
        papers.slice(index + 1).filter((other) => overlap(paper, other)),
        [],
      );
    }
  });

  it('has no arrow through a note', () => {
    const papers = papersIn(picture);
    const corners = pathsIn(picture).flatMap((points) => points.slice(1, -1));
    const middles = pathsIn(picture).flatMap((points) =>
      points.slice(1).map(([x, y], index): Point => {
        const [fromX, fromY] = points[index] ?? [x, y];
        return [(x + fromX) / 2, (y + fromY) / 2];
      }),
    );
    assert.ok(middles.length > 10);
    for (const point of [...corners, ...middles]) {
      assert.ok(!papers.some((paper) => isInside(point, paper)), point.join(' '));
    }
  });

  it('shows some contexts only, if it is told so', () => {
    const both = wallOf(
      shop(tidy, boundedContext('back', { labels: { context: ['뒤', 'Back'] } })),
    );
    assert.ok(wallSvg(both, 'en').includes('<g id="back">'));
    assert.ok(!wallSvg(both, 'en', ['shop']).includes('<g id="back">'));
  });

  it('tells a saga step by step, and who sends what it does not send itself', () => {
    const Paying = saga('Paying', {
      startedBy: Shop.event.OrderPlaced,
      followedBy: 'orderId',
      steps: [
        {
          name: 'pay',
          by: 'policy payAtOnce',
          command: Shop.command.PayOrder,
          waitsFor: 'Customer',
          until: Shop.event.OrderPaid,
          unless: [Shop.event.OrderDropped],
        },
      ],
    });
    const following = boundedContext('shop', { ...board, sagas: { Paying }, labels });
    const drawn = wallSvg(wallOf(shop(following)), 'en');
    for (const words of ['by: Pay at once', 'waits for: Customer', 'unless Order dropped']) {
      assert.ok(drawn.includes(`>${words}</text>`), words);
    }
  });

  it('shows how long a deadline is, where a follower begins, and what takes a step back', () => {
    const { PATIENCE } = settings({ PATIENCE: [3, 'days'] });
    const { event, command } = Shop;
    const Paying = saga('Paying', {
      startedBy: event.OrderPlaced,
      followedBy: 'orderId',
      from: 'beginning',
      steps: [
        {
          name: 'drop',
          send: command.DropOrder,
          until: event.OrderDropped,
          undo: command.DropOrder,
        },
      ],
    });
    const STUCK = reminder({
      starts: event.OrderPlaced,
      after: PATIENCE,
      ends: [],
      work: { ko: '멈춤', en: 'Stuck' },
      resend: (placed) => command.DropOrder(placed),
    });
    const deadlines = { ...board.deadlines, STUCK };
    const of = wallOf(shop(boundedContext('shop', { ...board, deadlines, sagas: { Paying } })));
    const drawn = wallSvg(of, 'en');
    for (const words of ['3 days', 'from the first event on', 'takes back', 'sends again']) {
      assert.ok(drawn.includes(`>${words}</text>`), words);
    }
    assert.match(wallSvg(of, 'ko'), />3일</);
    const papers = papersIn(drawn);
    for (const [index, paper] of papers.entries()) {
      assert.deepEqual(
        papers.slice(index + 1).filter((other) => overlap(paper, other)),
        [],
      );
    }
  });

  it('shows what a reminder puts on the work list', () => {
    const LATE = reminder({
      starts: Shop.event.OrderPlaced,
      at: (_placed, { now }) => now,
      ends: [],
      work: { ko: '늦은 주문', en: 'A late order' },
    });
    const deadlines = { ...board.deadlines, LATE };
    const late = wallOf(shop(boundedContext('shop', { ...board, deadlines, labels })));
    assert.ok(wallSvg(late, 'en').includes('>Work list</text>'));
    assert.ok(!wallSvg(wall, 'en').includes('>Work list</text>'));
  });

  it('is not broken by what stands in a label', () => {
    const commands = { ...labels.commands, PlaceOrder: ['<주문> & "더"', 'Place'] } as const;
    const drawn = wallSvg(wallOf(shop({ ...tidy, labels: { ...labels, commands } })), 'ko');
    assert.ok(drawn.includes('&lt;주문&gt; &amp; &quot;더&quot;'));
    assert.equal(drawn.match(/<text/g)?.length, drawn.match(/<\/text>/g)?.length);
  });

  it('shows hot spots in pink', () => {
    const { actors: _, ...others } = board;
    const hot = wallOf(shop(boundedContext('shop', { ...others, labels })));
    const drawn = wallSvg(hot, 'en');
    assert.ok(drawn.includes('Nobody issues the command PlaceOrder.'));
    assert.ok(drawn.includes('>!</text>'));
    assert.ok(!wallSvg(wall, 'en').includes('>!</text>'));
  });

  it('is drawn of an empty wall as well', () => {
    const empty = wallSvg(wallOf(shop(boundedContext('shop', {}))), 'ko');
    assert.ok(!/NaN|Infinity|undefined/.test(empty));
    assert.ok(!/NaN|Infinity|undefined/.test(picture));
  });
});

describe('words on a note', () => {
  const room = { width: 100, size: 13, linesMax: 2 };

  it('break between words, and stay whole', () => {
    assert.deepEqual(wrapped('Cancellation requested', room), ['Cancellation', 'requested']);
    assert.deepEqual(wrapped('주문', room), ['주문']);
  });

  it('break within a word that is too long for a line', () => {
    const lines = wrapped('가'.repeat(12), room);
    assert.equal(lines.join(''), '가'.repeat(12));
    for (const line of lines) assert.ok(widthIn(line, 13) <= 100);
  });

  it('end in dots where there is no more room', () => {
    const lines = wrapped('one two three four five six seven eight nine ten', room);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /…$/);
    for (const line of lines) assert.ok(widthIn(line, 13) <= 100);
  });
});
