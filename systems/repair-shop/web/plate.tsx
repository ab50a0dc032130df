// The number of a vehicle as its plate shows it, and the symptoms that the desk hears most.

/** `12가3456` as `12가 3456`. */
export const plateOf = (vehiNo: string): string =>
  vehiNo.replace(/^(\d{2,3}[가-힣])(\d{4})$/, '$1 $2');

export const Plate = ({ number }: { readonly number: string }) => (
  <span className="plate">{plateOf(number)}</span>
);

/** With what they usually cost, in won. */
export const usualRepairs = [
  ['엔진오일 교환', 85_000],
  ['브레이크 패드', 180_000],
  ['배터리 교환', 140_000],
  ['에어컨 점검', 60_000],
] as const;
