export const packageName = '@dure/grpc';
