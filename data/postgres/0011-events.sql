-- How far an endpoint was told of the events of an account is an entry of its chain, which changes no row.
INSERT INTO entry_rights (kind, role, part, refunded) VALUES
  ('events-told', 'buy', '{}', false),
  ('events-told', 'renew', '{}', false),
  ('events-told', 'support', '{}', false),
  ('events-told', 'admin', '{}', false);
