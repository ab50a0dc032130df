// What the card network is called, and what it is asked.

import type { Labels } from '@dure/domain';

export const cardNetworkLabels = {
  CardNetwork: ['카드망', 'Card network'],
  'CardNetwork.approve': ['카드 승인', 'Approve a card'],
  'CardNetwork.capture': ['카드 매입', 'Capture a payment'],
  'CardNetwork.cancel': ['카드 승인 취소', 'Cancel an approval'],
  'CardNetwork.refund': ['카드 환불', 'Refund to a card'],
} as const satisfies Labels['systems'];
