// What the compiler says of values of people: each has somebody, who is a field beside it.

import { dictionary } from '../dictionary.ts';
import { phone } from '../korea.ts';
import { contract } from '../contract.ts';
import { about, id, optional, personal, text } from '../shapes.ts';

dictionary({ memberId: id('member'), tel: personal(phone, 'memberId'), name: text });
// What says by itself who somebody is belongs to itself.
dictionary({ tel: personal(phone, 'tel'), note: about(text, 'tel') });
// @ts-expect-error  nothing says whose name it is
personal(text);
// @ts-expect-error  nothing says whose number it is
dictionary({ memberId: id('member'), tel: phone });
// @ts-expect-error  there is no field guestId
dictionary({ memberId: id('member'), tel: personal(phone, 'guestId') });
// @ts-expect-error  there is no field guestId
dictionary({ memberId: id('member'), note: about(text, 'guestId') });
// @ts-expect-error  nothing says whose number it is
contract('desk', { commands: { Ask: { tel: phone } } });
// @ts-expect-error  nor where it may be left out
contract('desk', { commands: { Ask: { tel: optional(phone) } } });
contract('desk', { commands: { Ask: { tel: optional(personal(phone, 'tel')) } } });
