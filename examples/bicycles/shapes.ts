// Every shape of the vocabulary, once. The reference shows these lines.

import {
  about,
  byName,
  count,
  date,
  datetimeIn,
  decimal,
  dictionary,
  id,
  list,
  nullable,
  numberFrom,
  oneOf,
  optional,
  orJson,
  personal,
  rounded,
  secret,
  stamped,
  text,
  textLike,
  textOf,
  truth,
  valueObject,
} from '@dure/domain';
import { datetime, money, phone } from '@dure/domain/korea';

export const shapes = {
  // #region text
  frameColour: text,
  // #endregion text
  // #region textOf
  remark: textOf(500),
  // #endregion textOf
  // #region textLike
  plate: textLike('^[A-Z]{2}-\\d{3}$', {
    ko: 'AB-123과 같아야 합니다',
    en: 'must be like AB-123',
  }),
  // #endregion textLike
  // #region truth
  hasBasket: truth,
  // #endregion truth
  // #region count
  days: count({ max: 30 }),
  // #endregion count
  // #region numberFrom
  batteryLevel: numberFrom(0, 1),
  // #endregion numberFrom
  // #region decimal
  wheelInches: decimal(1, { min: 12, max: 29 }),
  // #endregion decimal
  // #region date
  firstDay: date,
  // #endregion date
  // #region datetimeIn
  collectedAt: datetimeIn('Europe/Berlin'),
  // #endregion datetimeIn
  // #region datetime
  servicedAt: datetime,
  // #endregion datetime
  // #region money
  deposit: money(),
  // #endregion money
  // #region phone
  mobile: personal(phone, 'memberId'),
  // #endregion phone
  // #region id
  bikeId: id('bike'),
  // #endregion id
  // #region oneOf
  size: oneOf('small', 'medium', 'large'),
  // #endregion oneOf
  // #region optional
  note: optional(text),
  // #endregion optional
  // #region nullable
  lastMember: nullable(id('member')),
  // #endregion nullable
  // #region list
  accessories: list(text, 10),
  // #endregion list
  // #region byName
  kilometresByDay: byName(decimal(1)),
  // #endregion byName
  // #region valueObject
  stand: valueObject({ street: text, place: count() }),
  // #endregion valueObject
  // #region orJson
  stands: orJson(list(count())),
  // #endregion orJson
  // #region stamped
  status: stamped,
  // #endregion stamped
  // #region secret
  cardToken: secret(text),
  // #endregion secret
  // #region personal
  memberName: personal(text, 'memberId'),
  // #endregion personal
  // #region about
  wish: about(text, 'memberId'),
  // #endregion about
};

// #region dictionary
export const { of } = dictionary({ ...shapes, memberId: id('member'), frameNo: text });
export const rentFields = of('bikeId', 'memberId', 'note?', 'lastMember|null');
// #endregion dictionary

// #region rounded
export const perDay = (kilometres: number, days: number): number => rounded(kilometres / days, 1);
// #endregion rounded
