-- The ledger that the migration tool makes itself, so that statements on it can be checked when code is generated.
create table schema_migrations (
  version    integer      primary key,
  name       varchar(255),
  applied_on varchar(255),
  checksum   varchar(255)
);
