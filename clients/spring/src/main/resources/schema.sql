create table if not exists stay (
  event text not null,
  what text not null,
  order_id text not null,
  amount bigint not null
);
