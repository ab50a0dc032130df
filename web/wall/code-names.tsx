// The names that the program has for what is said in words above: those who run it find them in
// its logs.

type Of = { readonly type?: string; readonly cause?: string };

export const CodeNames = ({ of: { type = '', cause = '' } }: { readonly of: Of }) => {
  const names = [type, cause].filter((name) => name !== '');
  return names.length === 0 ? null : <p className="faint code-names">{names.join(' · ')}</p>;
};
