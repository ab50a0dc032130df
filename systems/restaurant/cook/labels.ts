// What the notes of the kitchen are called.

import type { Labels } from '@dure/domain';
import { cookingStarted } from '../order/labels.ts';

export const labels: Labels = {
  context: ['요리', 'Cooking and stock'],
  commands: {
    RegisterMenu: ['메뉴 등록', 'Register menu'],
    AddStock: ['재고 추가', 'Add stock'],
    ReserveStock: ['재고 확보', 'Reserve stock'],
    ReturnStock: ['재고 반환', 'Return stock'],
    ReceiveCook: ['요리 접수', 'Receive for cooking'],
    RefuseForStock: ['재고부족 처리', 'Refuse for lack of stock'],
    HoldCooking: ['요리 보류', 'Hold cooking'],
    ReleaseHold: ['보류 해제', 'Release hold'],
    CancelCook: ['요리 취소', 'Cancel cooking'],
    StartCooking: ['요리 시작', 'Start cooking'],
    FinishCooking: ['요리 완료', 'Finish cooking'],
    RejectCook: ['요리 거절', 'Reject cooking'],
  },
  events: {
    MenuRegistered: ['메뉴 등록됨', 'Menu registered'],
    StockAdded: ['재고 추가됨', 'Stock added'],
    StockReserved: ['재고 확보됨', 'Stock reserved'],
    StockRefused: ['재고 부족함', 'Stock short'],
    StockReturned: ['재고 반환됨', 'Stock returned'],
    CookReceived: ['요리 접수됨', 'Received by the kitchen'],
    CookQtyChecked: ['요리재고체크됨', 'Out of stock'],
    CookHeld: ['요리 보류됨', 'Cooking held'],
    CookHoldReleased: ['보류 해제됨', 'Hold released'],
    CookStarted: ['요리시작됨', 'Cooking started'],
    Cooked: ['요리완료됨', 'Cooked'],
    CookCancelled: ['요리취소됨', 'Cooking cancelled'],
    CookRejected: ['요리거절됨', 'Rejected by the kitchen'],
  },
  rejections: {
    CancelPending: ['고객이 취소하는 중인 주문입니다', 'The customer is cancelling this order'],
    CookingStarted: cookingStarted,
    HoldWithdrawn: ['철회된 취소 시도입니다', 'This attempt to cancel was withdrawn'],
  },
  views: {
    KitchenTasks: ['주방 작업 목록', "Kitchen's task list"],
    MenuStocks: ['메뉴 재고', 'Menu stock'],
  },
  aggregates: {
    MenuStock: ['메뉴 재고', 'Menu stock'],
    Cook: ['요리', 'Dish'],
  },
  states: {
    'MenuStock.Menu': { absent: ['없음', 'None'], listed: ['판매중', 'On sale'] },
    'MenuStock.Reservation': {
      absent: ['없음', 'None'],
      reserved: ['확보', 'Reserved'],
      refused: ['부족', 'Short'],
      returned: ['반환', 'Returned'],
    },
    Cook: {
      absent: ['없음', 'None'],
      received: ['요리접수', 'Received'],
      held: ['취소확인중', 'Held while cancelling'],
      cooking: ['요리중', 'Cooking'],
      cooked: ['요리완료', 'Cooked'],
      qtyOver: ['재고부족', 'Out of stock'],
      canceled: ['요리취소', 'Cancelled'],
      rejected: ['요리거절', 'Rejected'],
    },
  },
  policies: {
    Accept: ['주문 받기', 'Accept the order'],
    queueForKitchen: ['주방에 올리기', 'Queue for the kitchen'],
    reportShortage: ['재고부족 알리기', 'Report the shortage'],
    cancelCook: ['요리 취소', 'Cancel the dish'],
    returnStock: ['재고 돌려놓기', 'Return the stock'],
    startAtOnce: ['바로 요리 시작', 'Start at once'],
    finishAtOnce: ['바로 요리 완료', 'Finish at once'],
  },
  deadlines: {
    COOK_START: ['조리 시작 기한', 'Start cooking by'],
    COOK_REMINDER: ['조리 지연 알림', 'The dish takes long'],
  },
  settings: {
    COOK_START: ['조리 시작 기한', 'For how long an order waits for the kitchen'],
    COOK_REMINDER: ['조리 지연 알림 시간', 'When the kitchen is reminded of a dish'],
    AUTO_COOK: ['자동 조리', 'Whether cooking starts and finishes by itself'],
  },
};
