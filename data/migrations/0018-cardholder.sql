-- A payment whose bank wants the cardholder's word is put to them on a page of the gateway's own, until a moment.

ALTER TABLE attempts ADD COLUMN page_ref TEXT CHECK (page_ref <> '');
ALTER TABLE attempts ADD COLUMN page_url TEXT CHECK ((page_url IS NULL) = (page_ref IS NULL));
ALTER TABLE attempts ADD COLUMN page_until TEXT
  CHECK ((page_until IS NULL) = (page_ref IS NULL) AND (page_until IS NULL OR length(page_until) = 24));

CREATE TRIGGER attempts_are_put_to_cardholders_once BEFORE UPDATE OF page_ref, page_url, page_until ON attempts
WHEN OLD.page_ref IS NOT NULL OR NEW.page_ref IS NULL
BEGIN SELECT RAISE(ABORT, 'an attempt has one page, and keeps it'); END;
CREATE TRIGGER attempts_begin_without_a_page BEFORE INSERT ON attempts WHEN NEW.page_ref IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an attempt begins without a page'); END;
