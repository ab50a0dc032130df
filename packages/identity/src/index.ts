export const packageName = '@dure/identity';
