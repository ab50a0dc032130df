// The portions of a menu: reserved all or none, in one stream, so that none is sold twice.

import {
  final,
  initial,
  invalid,
  ledger,
  nothing,
  only,
  per,
  rest,
  states,
  whole,
} from '@dure/domain';
import { of } from '../fields.ts';
import { command, event } from './contract.ts';

/** What of the kitchen is about portions, and not about a dish. */
export const ofStock = {
  commands: ['RegisterMenu', 'AddStock', 'ReserveStock', 'ReturnStock'],
  events: ['MenuRegistered', 'StockAdded', 'StockReserved', 'StockRefused', 'StockReturned'],
} as const;

const menu = states({
  absent: initial(),
  listed: rest('ON SALE', of('restaurantId', 'menuNm', 'left')),
});

const reservation = states({
  absent: initial(),
  reserved: rest('RESERVED', of('qty')),
  refused: final('SHORT'),
  returned: final('RETURNED'),
});

type Menu = ReturnType<(typeof menu)[keyof typeof menu]>;

/** A menu that nobody sells has nothing left. */
const leftOf = (of: Menu): number => (of.is === 'listed' ? of.left : 0);

const LEFT_MAX = 10_000;

const tooMany = invalid('qty', {
  ko: `재고는 ${LEFT_MAX}을 넘을 수 없습니다`,
  en: `There may be no more than ${LEFT_MAX} left`,
});

export const MenuStock = ledger('MenuStock', {
  identifiedBy: 'restaurantMenuId',
  accepts: only(command, ...ofStock.commands),
  emits: only(event, ...ofStock.events),
  refuses: {},
  registers: {
    Menu: whole(menu),
    Reservation: per('orderId', reservation, []),
  },

  decide: {
    Menu: {
      RegisterMenu: {
        absent: (register) => event.MenuRegistered({ ...register, left: register.qty }),
      },
      AddStock: {
        listed: (add, { left }) =>
          left + add.qty > LEFT_MAX ? tooMany : event.StockAdded({ ...add, left: left + add.qty }),
      },
    },

    Reservation: {
      ReserveStock: {
        absent: (reserve, _reservation, { ledger: { Menu: listed } }) => {
          const left = leftOf(listed);
          const isSold = listed.is === 'listed' && listed.restaurantId === reserve.restaurantId;
          return isSold && left >= reserve.qty
            ? event.StockReserved({ ...reserve, left: left - reserve.qty })
            : event.StockRefused({ ...reserve, left });
        },
        // The cancellation came first.
        returned: nothing,
      },

      ReturnStock: {
        reserved: (back, { qty }, { ledger: { Menu: listed } }) =>
          event.StockReturned({ ...back, qty, left: leftOf(listed) + qty }),
        absent: (back, _reservation, { ledger: { Menu: listed } }) =>
          event.StockReturned({ ...back, qty: 0, left: leftOf(listed), early: true }),
        'refused, returned': nothing,
      },
    },
  },

  evolve: {
    Menu: {
      MenuRegistered: { absent: menu.listed },
      StockAdded: { listed: menu.listed },
      StockReserved: { listed: menu.listed },
      // What is not listed for this restaurant may be listed for another.
      StockRefused: { absent: menu.absent, listed: (_refused, of) => menu.listed(of) },
      StockReturned: { absent: menu.absent, listed: menu.listed },
    },

    Reservation: {
      StockReserved: { absent: reservation.reserved },
      StockRefused: { absent: reservation.refused },
      StockReturned: { 'absent, reserved': reservation.returned },
    },
  },
});
