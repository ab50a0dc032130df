// A small wall as MSAEz writes it, with what real ones have: holes, dead lines, Korean names, a
// class of values, an enumeration, stickers without a place, and a collision of names.

import type { Tree } from '../json.ts';

const PREFIX = 'org.uengine.modeling.model.';

type Extra = { readonly [name: string]: unknown };
type At = readonly [x: number, y: number, width?: number, height?: number];

const sticker = (
  kind: string,
  [id, name, displayName = '']: readonly [string, string, string?],
  { at: [x, y, width = 100, height = 100], ...extra }: Extra & { readonly at: At },
): readonly [string, Tree] => [
  id,
  {
    _type: `${PREFIX}${kind}`,
    id,
    name,
    displayName,
    elementView: { _type: `${PREFIX}${kind}`, id, x, y, width, height, style: '{}' },
    ...extra,
  },
];

const field = (name: string, className: string, more: Extra = {}): Tree => ({
  _type: 'org.uengine.model.FieldDescriptor',
  name,
  className,
  isKey: false,
  ...more,
});

const key = (name = 'id', className = 'Long'): Tree => field(name, className, { isKey: true });

const classes = {
  elements: {
    place: {
      _type: 'org.uengine.uml.model.vo.Class',
      name: 'Place',
      fieldDescriptors: [field('street', 'String'), field('city', 'String')],
    },
    way: {
      _type: 'org.uengine.uml.model.enum',
      name: 'Way',
      items: [{ value: 'CARD' }, { value: 'CASH' }, { value: 'CARD' }],
    },
    full: {
      _type: 'org.uengine.uml.model.Exception',
      name: 'SeatsFull',
      message: '자리가 없습니다',
      httpStatus: '404',
    },
    gone: null,
  },
  relations: {},
};

const root = (fields: readonly Tree[], entities: unknown = {}): Extra => ({
  aggregateRoot: { fieldDescriptors: fields, entities, operations: [] },
});

const line = (from: string, to: string): readonly [string, Tree] => [
  `${from}-${to}`,
  {
    _type: `${PREFIX}Relation`,
    id: `${from}-${to}`,
    name: '',
    from,
    to,
    sourceElement: { id: from, name: 'stale' },
    targetElement: { id: to, name: 'stale' },
  },
];

/** Two contexts: bookings, which are asked for in Korean, and seats, which a policy takes. */
export const sampleWall: Tree = {
  projectName: 'Concert Hall',
  elements: Object.fromEntries<Tree | null>([
    sticker('BoundedContext', ['bc1', 'Booking', '예매'], { at: [400, 400, 600, 600] }),
    sticker('BoundedContext', ['bc2', '좌석'], { at: [1200, 400, 600, 600] }),
    sticker('Aggregate', ['a1', 'Booking', '예매'], {
      at: [400, 400, 130, 400],
      ...root(
        [
          key(),
          field('seat', 'String'),
          field('price', 'Long'),
          field('way', 'Way'),
          field('place', 'Place'),
        ],
        classes,
      ),
    }),
    sticker('Aggregate', ['a2', '좌석', ''], {
      at: [1200, 400, 130, 400],
      ...root([key('seatId', 'String'), field('bookingId', 'Long')]),
    }),
    sticker('Command', ['c1', '예매하기'], {
      at: [300, 300],
      isRestRepository: true,
      restRepositoryInfo: { method: 'POST' },
      fieldDescriptors: [
        field('seat', 'String'),
        field('price', 'Long'),
        field('way', 'Way'),
        field('place', 'Place'),
        field('tags', 'List<Hint>'),
        field('seat', 'String'),
      ],
    }),
    sticker('Command', ['c2', 'Cancel Booking', '예매 취소'], {
      at: [300, 480],
      isRestRepository: true,
      restRepositoryInfo: { method: 'DELETE' },
      fieldDescriptors: [key()],
    }),
    sticker('Event', ['e1', 'Booked', '예매됨'], {
      at: [500, 300],
      fieldDescriptors: [key(), field('seat', 'String'), field('rank', 'Integer')],
    }),
    sticker('Event', ['e2', 'BookingCanceled'], {
      at: [500, 480],
      trigger: '@PostRemove',
      fieldDescriptors: [key()],
    }),
    sticker('Command', ['c3', 'TakeSeat', '좌석 잡기'], {
      at: [1100, 300],
      fieldDescriptors: [field('seat', 'String'), field('row', 'Integer')],
    }),
    sticker('Event', ['e3', 'SeatTaken'], {
      at: [1300, 300],
      fieldDescriptors: [key('seatId', 'String')],
    }),
    sticker('Event', ['e4', 'Booked'], {
      at: [1300, 480],
      fieldDescriptors: [key('seatId', 'String'), field('other', 'String')],
    }),
    sticker('Policy', ['p1', 'takeOnBooking', '예매되면 좌석 잡기'], { at: [960, 300] }),
    sticker('Policy', ['p2', 'tellSomebody'], { at: [960, 500] }),
    sticker('View', ['v1', 'Bookings', '예매 목록'], {
      at: [400, 620],
      dataProjection: 'query-for-aggregate',
      fieldDescriptors: [key(), field('seat', 'String')],
    }),
    sticker('Actor', ['u1', '관객'], { at: [190, 300] }),
    sticker('Actor', ['u2', '관객'], { at: [190, 480] }),
    sticker('Issue', ['i1', 'Who pays?'], { at: [2000, 100] }),
    sticker('UI', ['s1', 'Screen'], { at: [2000, 300] }),
    sticker('Text', ['t1', 'words'], { at: [2000, 500] }),
    sticker('Odd', ['o1', 'odd'], { at: [2000, 700] }),
    ['n1', { _type: `${PREFIX}Command`, id: 'n1', elementView: { id: 'n1' } }],
    ['h1', null],
  ]),
  relations: Object.fromEntries<Tree | null>([
    line('c1', 'e1'),
    line('c2', 'e2'),
    line('c3', 'e3'),
    line('e1', 'p1'),
    line('p1', 'c3'),
    line('e2', 'p2'),
    line('c2', 'gone'),
    ['l1', { _type: `${PREFIX}Line`, id: 'l1', from: 'l1', to: 'l1' }],
    ['h2', null],
  ]),
};
