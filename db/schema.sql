-- The shape of a gridparty file, as `make schema` prints it; a test keeps it equal to the tables.

CREATE TABLE act (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    account VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    at INTEGER NOT NULL,
    undoes INTEGER,
    hash BLOB
);
CREATE INDEX act_by_undoes ON act (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX act_open ON act (id) WHERE hash IS NULL;

CREATE TABLE catalogue_items (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    catalogue VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    zh VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    facts TEXT NOT NULL,
    CONSTRAINT catalogue_items_one_catalogue_code UNIQUE (catalogue, code),
    CONSTRAINT catalogue_items_one_uid UNIQUE (uid)
);
CREATE TRIGGER oplog_catalogue_items_delete AFTER DELETE ON catalogue_items BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'catalogue_items', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'catalogue', OLD.catalogue, 'code', OLD.code, 'zh', OLD.zh, 'en', OLD.en, 'position', OLD.position, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_catalogue_items_insert AFTER INSERT ON catalogue_items BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'catalogue_items' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'catalogue_items', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_catalogue_items_update AFTER UPDATE ON catalogue_items BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'catalogue_items', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'catalogue' AS k, OLD.catalogue AS v WHERE OLD.catalogue IS NOT NEW.catalogue
    UNION ALL SELECT 'code' AS k, OLD.code AS v WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'zh' AS k, OLD.zh AS v WHERE OLD.zh IS NOT NEW.zh
    UNION ALL SELECT 'en' AS k, OLD.en AS v WHERE OLD.en IS NOT NEW.en
    UNION ALL SELECT 'position' AS k, OLD.position AS v WHERE OLD.position IS NOT NEW.position
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE change_orders (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    kind VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    document VARCHAR,
    "plan" TEXT NOT NULL,
    CONSTRAINT change_orders_one_uid UNIQUE (uid)
);
CREATE INDEX change_orders_by_day ON change_orders (day);
CREATE TRIGGER oplog_change_orders_delete AFTER DELETE ON change_orders BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'change_orders', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'kind', OLD.kind, 'day', OLD.day, 'state', OLD.state, 'title', OLD.title, 'document', OLD.document, 'plan', OLD.plan), randomblob(16);
END;
CREATE TRIGGER oplog_change_orders_insert AFTER INSERT ON change_orders BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'change_orders' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'change_orders', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_change_orders_update AFTER UPDATE ON change_orders BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'change_orders', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'day' AS k, OLD.day AS v WHERE OLD.day IS NOT NEW.day
    UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state
    UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title
    UNION ALL SELECT 'document' AS k, OLD.document AS v WHERE OLD.document IS NOT NEW.document
    UNION ALL SELECT 'plan' AS k, OLD.plan AS v WHERE OLD.plan IS NOT NEW.plan)), randomblob(16);
END;

CREATE TABLE disclosures (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    kind VARCHAR NOT NULL,
    member_id INTEGER,
    fields VARCHAR NOT NULL,
    people INTEGER,
    reason VARCHAR,
    CONSTRAINT disclosures_one_uid UNIQUE (uid)
);
CREATE INDEX disclosures_by_member ON disclosures (member_id);
CREATE TRIGGER oplog_disclosures_delete AFTER DELETE ON disclosures BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'disclosures', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'kind', OLD.kind, 'member_id', OLD.member_id, 'fields', OLD.fields, 'people', OLD.people, 'reason', OLD.reason), randomblob(16);
END;
CREATE TRIGGER oplog_disclosures_insert AFTER INSERT ON disclosures BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'disclosures' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'disclosures', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_disclosures_update AFTER UPDATE ON disclosures BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'disclosures', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'fields' AS k, OLD.fields AS v WHERE OLD.fields IS NOT NEW.fields
    UNION ALL SELECT 'people' AS k, OLD.people AS v WHERE OLD.people IS NOT NEW.people
    UNION ALL SELECT 'reason' AS k, OLD.reason AS v WHERE OLD.reason IS NOT NEW.reason)), randomblob(16);
END;

CREATE TABLE form_templates (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    name VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    workbook BLOB NOT NULL,
    bindings TEXT NOT NULL,
    CONSTRAINT form_templates_one_uid UNIQUE (uid),
    CONSTRAINT form_templates_one_name UNIQUE (name)
);
CREATE TRIGGER oplog_form_templates_delete AFTER DELETE ON form_templates BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'form_templates', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'name', OLD.name, 'file_name', OLD.file_name, 'workbook', iif(OLD.workbook IS NULL, NULL, hex(OLD.workbook)), 'bindings', OLD.bindings), randomblob(16);
END;
CREATE TRIGGER oplog_form_templates_insert AFTER INSERT ON form_templates BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'form_templates' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'form_templates', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_form_templates_update AFTER UPDATE ON form_templates BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'form_templates', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'file_name' AS k, OLD.file_name AS v WHERE OLD.file_name IS NOT NEW.file_name
    UNION ALL SELECT 'workbook' AS k, iif(OLD.workbook IS NULL, NULL, hex(OLD.workbook)) AS v WHERE OLD.workbook IS NOT NEW.workbook
    UNION ALL SELECT 'bindings' AS k, OLD.bindings AS v WHERE OLD.bindings IS NOT NEW.bindings)), randomblob(16);
END;

CREATE TABLE import_mappings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    kind VARCHAR NOT NULL,
    heads VARCHAR NOT NULL,
    fields TEXT NOT NULL,
    CONSTRAINT import_mappings_one_kind_heads UNIQUE (kind, heads),
    CONSTRAINT import_mappings_one_uid UNIQUE (uid)
);
CREATE TRIGGER oplog_import_mappings_delete AFTER DELETE ON import_mappings BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'import_mappings', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'kind', OLD.kind, 'heads', OLD.heads, 'fields', OLD.fields), randomblob(16);
END;
CREATE TRIGGER oplog_import_mappings_insert AFTER INSERT ON import_mappings BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'import_mappings' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'import_mappings', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_import_mappings_update AFTER UPDATE ON import_mappings BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'import_mappings', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'heads' AS k, OLD.heads AS v WHERE OLD.heads IS NOT NEW.heads
    UNION ALL SELECT 'fields' AS k, OLD.fields AS v WHERE OLD.fields IS NOT NEW.fields)), randomblob(16);
END;

CREATE TABLE members (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    pinyin VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    pinyin_2 VARCHAR,
    initials_2 VARCHAR,
    gender VARCHAR,
    ethnicity VARCHAR,
    birth_date INTEGER,
    id_number VARCHAR,
    education VARCHAR,
    degree VARCHAR,
    stage VARCHAR NOT NULL,
    standing VARCHAR NOT NULL,
    join_date INTEGER,
    full_date INTEGER,
    occupation VARCHAR,
    work_unit VARCHAR,
    phone VARCHAR,
    phone_reversed VARCHAR,
    landline VARCHAR,
    address VARCHAR,
    native_place VARCHAR,
    is_floating BOOLEAN NOT NULL,
    is_lost BOOLEAN NOT NULL,
    closed_on INTEGER,
    facts TEXT NOT NULL,
    remark VARCHAR,
    CONSTRAINT members_one_uid UNIQUE (uid),
    CONSTRAINT members_one_code UNIQUE (code)
);
CREATE INDEX members_by_id_number ON members (id_number);
CREATE INDEX members_by_initials ON members (initials);
CREATE INDEX members_by_initials_2 ON members (initials_2) WHERE initials_2 IS NOT NULL;
CREATE INDEX members_by_name ON members (name);
CREATE INDEX members_by_phone_reversed ON members (phone_reversed);
CREATE INDEX members_by_pinyin ON members (pinyin);
CREATE INDEX members_by_pinyin_2 ON members (pinyin_2) WHERE pinyin_2 IS NOT NULL;
CREATE TRIGGER oplog_members_delete AFTER DELETE ON members BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'members', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'code', OLD.code, 'name', OLD.name, 'pinyin', OLD.pinyin, 'initials', OLD.initials, 'pinyin_2', OLD.pinyin_2, 'initials_2', OLD.initials_2, 'gender', OLD.gender, 'ethnicity', OLD.ethnicity, 'birth_date', OLD.birth_date, 'id_number', OLD.id_number, 'education', OLD.education, 'degree', OLD.degree, 'stage', OLD.stage, 'standing', OLD.standing, 'join_date', OLD.join_date, 'full_date', OLD.full_date, 'occupation', OLD.occupation, 'work_unit', OLD.work_unit, 'phone', OLD.phone, 'phone_reversed', OLD.phone_reversed, 'landline', OLD.landline, 'address', OLD.address, 'native_place', OLD.native_place, 'is_floating', OLD.is_floating, 'is_lost', OLD.is_lost, 'closed_on', OLD.closed_on, 'facts', OLD.facts, 'remark', OLD.remark), randomblob(16);
END;
CREATE TRIGGER oplog_members_insert AFTER INSERT ON members BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'members' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'members', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_members_update AFTER UPDATE ON members BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'members', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'code' AS k, OLD.code AS v WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'pinyin' AS k, OLD.pinyin AS v WHERE OLD.pinyin IS NOT NEW.pinyin
    UNION ALL SELECT 'initials' AS k, OLD.initials AS v WHERE OLD.initials IS NOT NEW.initials
    UNION ALL SELECT 'pinyin_2' AS k, OLD.pinyin_2 AS v WHERE OLD.pinyin_2 IS NOT NEW.pinyin_2
    UNION ALL SELECT 'initials_2' AS k, OLD.initials_2 AS v WHERE OLD.initials_2 IS NOT NEW.initials_2
    UNION ALL SELECT 'gender' AS k, OLD.gender AS v WHERE OLD.gender IS NOT NEW.gender
    UNION ALL SELECT 'ethnicity' AS k, OLD.ethnicity AS v WHERE OLD.ethnicity IS NOT NEW.ethnicity
    UNION ALL SELECT 'birth_date' AS k, OLD.birth_date AS v WHERE OLD.birth_date IS NOT NEW.birth_date
    UNION ALL SELECT 'id_number' AS k, OLD.id_number AS v WHERE OLD.id_number IS NOT NEW.id_number
    UNION ALL SELECT 'education' AS k, OLD.education AS v WHERE OLD.education IS NOT NEW.education
    UNION ALL SELECT 'degree' AS k, OLD.degree AS v WHERE OLD.degree IS NOT NEW.degree
    UNION ALL SELECT 'stage' AS k, OLD.stage AS v WHERE OLD.stage IS NOT NEW.stage
    UNION ALL SELECT 'standing' AS k, OLD.standing AS v WHERE OLD.standing IS NOT NEW.standing
    UNION ALL SELECT 'join_date' AS k, OLD.join_date AS v WHERE OLD.join_date IS NOT NEW.join_date
    UNION ALL SELECT 'full_date' AS k, OLD.full_date AS v WHERE OLD.full_date IS NOT NEW.full_date
    UNION ALL SELECT 'occupation' AS k, OLD.occupation AS v WHERE OLD.occupation IS NOT NEW.occupation
    UNION ALL SELECT 'work_unit' AS k, OLD.work_unit AS v WHERE OLD.work_unit IS NOT NEW.work_unit
    UNION ALL SELECT 'phone' AS k, OLD.phone AS v WHERE OLD.phone IS NOT NEW.phone
    UNION ALL SELECT 'phone_reversed' AS k, OLD.phone_reversed AS v WHERE OLD.phone_reversed IS NOT NEW.phone_reversed
    UNION ALL SELECT 'landline' AS k, OLD.landline AS v WHERE OLD.landline IS NOT NEW.landline
    UNION ALL SELECT 'address' AS k, OLD.address AS v WHERE OLD.address IS NOT NEW.address
    UNION ALL SELECT 'native_place' AS k, OLD.native_place AS v WHERE OLD.native_place IS NOT NEW.native_place
    UNION ALL SELECT 'is_floating' AS k, OLD.is_floating AS v WHERE OLD.is_floating IS NOT NEW.is_floating
    UNION ALL SELECT 'is_lost' AS k, OLD.is_lost AS v WHERE OLD.is_lost IS NOT NEW.is_lost
    UNION ALL SELECT 'closed_on' AS k, OLD.closed_on AS v WHERE OLD.closed_on IS NOT NEW.closed_on
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts
    UNION ALL SELECT 'remark' AS k, OLD.remark AS v WHERE OLD.remark IS NOT NEW.remark)), randomblob(16);
END;

CREATE TABLE op_log (
    seq INTEGER NOT NULL,
    act_id INTEGER NOT NULL,
    tbl VARCHAR NOT NULL,
    kind VARCHAR(1) NOT NULL,
    row_id INTEGER NOT NULL,
    last_id INTEGER NOT NULL,
    base_version INTEGER NOT NULL,
    old TEXT,
    salt BLOB,
    digest BLOB,
    CONSTRAINT op_log_key PRIMARY KEY (seq)
);
CREATE INDEX op_log_by_act_id ON op_log (act_id);

CREATE TABLE settings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    "key" VARCHAR NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT settings_one_uid UNIQUE (uid),
    CONSTRAINT settings_one_key UNIQUE ("key")
);
CREATE TRIGGER oplog_settings_delete AFTER DELETE ON settings BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'settings', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'key', OLD.key, 'value', OLD.value), randomblob(16);
END;
CREATE TRIGGER oplog_settings_insert AFTER INSERT ON settings BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'settings' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'settings', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_settings_update AFTER UPDATE ON settings BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'settings', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'key' AS k, OLD.key AS v WHERE OLD.key IS NOT NEW.key
    UNION ALL SELECT 'value' AS k, OLD.value AS v WHERE OLD.value IS NOT NEW.value)), randomblob(16);
END;

CREATE TABLE units (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT units_one_uid UNIQUE (uid)
);
CREATE TRIGGER oplog_units_delete AFTER DELETE ON units BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'units', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch), randomblob(16);
END;
CREATE TRIGGER oplog_units_insert AFTER INSERT ON units BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'units' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'units', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_units_update AFTER UPDATE ON units BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'units', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch)), randomblob(16);
END;

CREATE TABLE activities (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    unit_id INTEGER NOT NULL,
    kinds VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    half_hours INTEGER,
    place VARCHAR,
    expects VARCHAR NOT NULL,
    facts TEXT NOT NULL,
    CONSTRAINT activities_one_uid UNIQUE (uid),
    CONSTRAINT activities_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX activities_by_start ON activities (start, unit_id);
CREATE INDEX activities_by_unit ON activities (unit_id, start);
CREATE TRIGGER oplog_activities_delete AFTER DELETE ON activities BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'activities', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'unit_id', OLD.unit_id, 'kinds', OLD.kinds, 'title', OLD.title, 'start', OLD.start, 'half_hours', OLD.half_hours, 'place', OLD.place, 'expects', OLD.expects, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_activities_insert AFTER INSERT ON activities BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'activities' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'activities', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_activities_update AFTER UPDATE ON activities BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'activities', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'kinds' AS k, OLD.kinds AS v WHERE OLD.kinds IS NOT NEW.kinds
    UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title
    UNION ALL SELECT 'start' AS k, OLD.start AS v WHERE OLD.start IS NOT NEW.start
    UNION ALL SELECT 'half_hours' AS k, OLD.half_hours AS v WHERE OLD.half_hours IS NOT NEW.half_hours
    UNION ALL SELECT 'place' AS k, OLD.place AS v WHERE OLD.place IS NOT NEW.place
    UNION ALL SELECT 'expects' AS k, OLD.expects AS v WHERE OLD.expects IS NOT NEW.expects
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE belongings (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    member_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    group_id INTEGER,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    receipt VARCHAR,
    facts TEXT NOT NULL,
    CONSTRAINT belongings_one_uid UNIQUE (uid),
    CONSTRAINT belongings_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT belongings_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT belongings_group_id_in_units FOREIGN KEY(group_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT belongings_one_receipt UNIQUE (receipt)
);
CREATE INDEX belongings_by_member ON belongings (member_id, kind);
CREATE INDEX belongings_by_unit ON belongings (unit_id, kind, valid_from, valid_to, member_id);
CREATE TRIGGER oplog_belongings_delete AFTER DELETE ON belongings BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'belongings', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'member_id', OLD.member_id, 'unit_id', OLD.unit_id, 'kind', OLD.kind, 'group_id', OLD.group_id, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'receipt', OLD.receipt, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_belongings_insert AFTER INSERT ON belongings BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'belongings' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'belongings', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_belongings_update AFTER UPDATE ON belongings BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'belongings', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'group_id' AS k, OLD.group_id AS v WHERE OLD.group_id IS NOT NEW.group_id
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to
    UNION ALL SELECT 'receipt' AS k, OLD.receipt AS v WHERE OLD.receipt IS NOT NEW.receipt
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE change_order_units (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    order_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    CONSTRAINT change_order_units_one_order_id_unit_id_role UNIQUE (order_id, unit_id, role),
    CONSTRAINT change_order_units_one_uid UNIQUE (uid),
    CONSTRAINT change_order_units_order_id_in_change_orders FOREIGN KEY(order_id) REFERENCES change_orders (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT change_order_units_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX change_order_units_by_unit ON change_order_units (unit_id);
CREATE TRIGGER oplog_change_order_units_delete AFTER DELETE ON change_order_units BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'change_order_units', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'order_id', OLD.order_id, 'unit_id', OLD.unit_id, 'role', OLD.role), randomblob(16);
END;
CREATE TRIGGER oplog_change_order_units_insert AFTER INSERT ON change_order_units BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'change_order_units' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'change_order_units', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_change_order_units_update AFTER UPDATE ON change_order_units BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'change_order_units', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'order_id' AS k, OLD.order_id AS v WHERE OLD.order_id IS NOT NEW.order_id
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role)), randomblob(16);
END;

CREATE TABLE import_batches (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    kind VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    unit_id INTEGER,
    act_id INTEGER NOT NULL,
    counts TEXT NOT NULL,
    CONSTRAINT import_batches_one_uid UNIQUE (uid),
    CONSTRAINT import_batches_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TRIGGER oplog_import_batches_delete AFTER DELETE ON import_batches BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'import_batches', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'kind', OLD.kind, 'file_name', OLD.file_name, 'unit_id', OLD.unit_id, 'act_id', OLD.act_id, 'counts', OLD.counts), randomblob(16);
END;
CREATE TRIGGER oplog_import_batches_insert AFTER INSERT ON import_batches BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'import_batches' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'import_batches', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_import_batches_update AFTER UPDATE ON import_batches BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'import_batches', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'file_name' AS k, OLD.file_name AS v WHERE OLD.file_name IS NOT NEW.file_name
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'act_id' AS k, OLD.act_id AS v WHERE OLD.act_id IS NOT NEW.act_id
    UNION ALL SELECT 'counts' AS k, OLD.counts AS v WHERE OLD.counts IS NOT NEW.counts)), randomblob(16);
END;

CREATE TABLE member_states (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    member_id INTEGER NOT NULL,
    stage VARCHAR NOT NULL,
    standing VARCHAR NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    CONSTRAINT member_states_one_uid UNIQUE (uid),
    CONSTRAINT member_states_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX member_states_by_member ON member_states (member_id, valid_from);
CREATE TRIGGER oplog_member_states_delete AFTER DELETE ON member_states BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'member_states', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'member_id', OLD.member_id, 'stage', OLD.stage, 'standing', OLD.standing, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to), randomblob(16);
END;
CREATE TRIGGER oplog_member_states_insert AFTER INSERT ON member_states BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'member_states' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'member_states', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_member_states_update AFTER UPDATE ON member_states BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'member_states', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'stage' AS k, OLD.stage AS v WHERE OLD.stage IS NOT NEW.stage
    UNION ALL SELECT 'standing' AS k, OLD.standing AS v WHERE OLD.standing IS NOT NEW.standing
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to)), randomblob(16);
END;

CREATE TABLE posts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    member_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    post VARCHAR NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    facts TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT posts_one_uid UNIQUE (uid),
    CONSTRAINT posts_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT posts_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX posts_by_member ON posts (member_id);
CREATE INDEX posts_by_unit ON posts (unit_id);
CREATE TRIGGER oplog_posts_delete AFTER DELETE ON posts BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'posts', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'member_id', OLD.member_id, 'unit_id', OLD.unit_id, 'post', OLD.post, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_posts_insert AFTER INSERT ON posts BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'posts' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'posts', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_posts_update AFTER UPDATE ON posts BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'posts', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'post' AS k, OLD.post AS v WHERE OLD.post IS NOT NEW.post
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE register_entries (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    register VARCHAR NOT NULL,
    unit_id INTEGER,
    member_id INTEGER,
    name VARCHAR NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    continues_id INTEGER,
    facts TEXT NOT NULL,
    remark VARCHAR,
    CONSTRAINT register_entries_one_uid UNIQUE (uid),
    CONSTRAINT register_entries_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT register_entries_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT register_entries_continues_id_in_register_entries FOREIGN KEY(continues_id) REFERENCES register_entries (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX register_entries_by_member ON register_entries (member_id, register);
CREATE INDEX register_entries_by_register ON register_entries (register, valid_from);
CREATE INDEX register_entries_by_unit ON register_entries (unit_id, register);
CREATE TRIGGER oplog_register_entries_delete AFTER DELETE ON register_entries BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_entries', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'register', OLD.register, 'unit_id', OLD.unit_id, 'member_id', OLD.member_id, 'name', OLD.name, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'continues_id', OLD.continues_id, 'facts', OLD.facts, 'remark', OLD.remark), randomblob(16);
END;
CREATE TRIGGER oplog_register_entries_insert AFTER INSERT ON register_entries BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'register_entries' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_entries', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_register_entries_update AFTER UPDATE ON register_entries BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_entries', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'register' AS k, OLD.register AS v WHERE OLD.register IS NOT NEW.register
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to
    UNION ALL SELECT 'continues_id' AS k, OLD.continues_id AS v WHERE OLD.continues_id IS NOT NEW.continues_id
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts
    UNION ALL SELECT 'remark' AS k, OLD.remark AS v WHERE OLD.remark IS NOT NEW.remark)), randomblob(16);
END;

CREATE TABLE services (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    unit_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    category VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    place VARCHAR,
    people_helped INTEGER,
    people_helped_estimated INTEGER,
    CONSTRAINT services_one_uid UNIQUE (uid),
    CONSTRAINT services_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX services_by_day ON services (day, unit_id);
CREATE INDEX services_by_unit ON services (unit_id, day);
CREATE TRIGGER oplog_services_delete AFTER DELETE ON services BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'services', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'unit_id', OLD.unit_id, 'day', OLD.day, 'category', OLD.category, 'summary', OLD.summary, 'place', OLD.place, 'people_helped', OLD.people_helped, 'people_helped_estimated', OLD.people_helped_estimated), randomblob(16);
END;
CREATE TRIGGER oplog_services_insert AFTER INSERT ON services BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'services' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'services', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_services_update AFTER UPDATE ON services BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'services', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'day' AS k, OLD.day AS v WHERE OLD.day IS NOT NEW.day
    UNION ALL SELECT 'category' AS k, OLD.category AS v WHERE OLD.category IS NOT NEW.category
    UNION ALL SELECT 'summary' AS k, OLD.summary AS v WHERE OLD.summary IS NOT NEW.summary
    UNION ALL SELECT 'place' AS k, OLD.place AS v WHERE OLD.place IS NOT NEW.place
    UNION ALL SELECT 'people_helped' AS k, OLD.people_helped AS v WHERE OLD.people_helped IS NOT NEW.people_helped
    UNION ALL SELECT 'people_helped_estimated' AS k, OLD.people_helped_estimated AS v WHERE OLD.people_helped_estimated IS NOT NEW.people_helped_estimated)), randomblob(16);
END;

CREATE TABLE terms (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    unit_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    due INTEGER NOT NULL,
    extended_until INTEGER,
    extension_document VARCHAR,
    ended INTEGER,
    facts TEXT NOT NULL,
    CONSTRAINT terms_one_uid UNIQUE (uid),
    CONSTRAINT terms_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX terms_by_unit ON terms (unit_id, start);
CREATE TRIGGER oplog_terms_delete AFTER DELETE ON terms BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'terms', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'unit_id', OLD.unit_id, 'start', OLD.start, 'due', OLD.due, 'extended_until', OLD.extended_until, 'extension_document', OLD.extension_document, 'ended', OLD.ended, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_terms_insert AFTER INSERT ON terms BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'terms' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'terms', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_terms_update AFTER UPDATE ON terms BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'terms', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'start' AS k, OLD.start AS v WHERE OLD.start IS NOT NEW.start
    UNION ALL SELECT 'due' AS k, OLD.due AS v WHERE OLD.due IS NOT NEW.due
    UNION ALL SELECT 'extended_until' AS k, OLD.extended_until AS v WHERE OLD.extended_until IS NOT NEW.extended_until
    UNION ALL SELECT 'extension_document' AS k, OLD.extension_document AS v WHERE OLD.extension_document IS NOT NEW.extension_document
    UNION ALL SELECT 'ended' AS k, OLD.ended AS v WHERE OLD.ended IS NOT NEW.ended
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE transfers (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    member_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    direction VARCHAR NOT NULL,
    other VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    letter VARCHAR,
    issued_on INTEGER,
    valid_until INTEGER,
    receipt VARCHAR,
    received_on INTEGER,
    facts TEXT NOT NULL,
    CONSTRAINT transfers_one_uid UNIQUE (uid),
    CONSTRAINT transfers_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT transfers_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX transfers_by_member ON transfers (member_id);
CREATE INDEX transfers_by_unit ON transfers (unit_id);
CREATE TRIGGER oplog_transfers_delete AFTER DELETE ON transfers BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'transfers', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'member_id', OLD.member_id, 'unit_id', OLD.unit_id, 'direction', OLD.direction, 'other', OLD.other, 'state', OLD.state, 'letter', OLD.letter, 'issued_on', OLD.issued_on, 'valid_until', OLD.valid_until, 'receipt', OLD.receipt, 'received_on', OLD.received_on, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_transfers_insert AFTER INSERT ON transfers BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'transfers' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'transfers', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_transfers_update AFTER UPDATE ON transfers BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'transfers', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'direction' AS k, OLD.direction AS v WHERE OLD.direction IS NOT NEW.direction
    UNION ALL SELECT 'other' AS k, OLD.other AS v WHERE OLD.other IS NOT NEW.other
    UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state
    UNION ALL SELECT 'letter' AS k, OLD.letter AS v WHERE OLD.letter IS NOT NEW.letter
    UNION ALL SELECT 'issued_on' AS k, OLD.issued_on AS v WHERE OLD.issued_on IS NOT NEW.issued_on
    UNION ALL SELECT 'valid_until' AS k, OLD.valid_until AS v WHERE OLD.valid_until IS NOT NEW.valid_until
    UNION ALL SELECT 'receipt' AS k, OLD.receipt AS v WHERE OLD.receipt IS NOT NEW.receipt
    UNION ALL SELECT 'received_on' AS k, OLD.received_on AS v WHERE OLD.received_on IS NOT NEW.received_on
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE unit_links (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    unit_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    CONSTRAINT unit_links_one_uid UNIQUE (uid),
    CONSTRAINT unit_links_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT unit_links_other_id_in_units FOREIGN KEY(other_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX unit_links_by_other ON unit_links (other_id);
CREATE INDEX unit_links_by_unit ON unit_links (unit_id);
CREATE TRIGGER oplog_unit_links_delete AFTER DELETE ON unit_links BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'unit_links', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'unit_id', OLD.unit_id, 'other_id', OLD.other_id, 'role', OLD.role, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to), randomblob(16);
END;
CREATE TRIGGER oplog_unit_links_insert AFTER INSERT ON unit_links BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'unit_links' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'unit_links', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_unit_links_update AFTER UPDATE ON unit_links BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'unit_links', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'other_id' AS k, OLD.other_id AS v WHERE OLD.other_id IS NOT NEW.other_id
    UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to)), randomblob(16);
END;

CREATE TABLE unit_states (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    unit_id INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    parent_id INTEGER,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    place_name VARCHAR,
    code VARCHAR,
    facts TEXT NOT NULL,
    CONSTRAINT unit_states_one_uid UNIQUE (uid),
    CONSTRAINT unit_states_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT unit_states_parent_id_in_units FOREIGN KEY(parent_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX unit_states_by_code ON unit_states (code);
CREATE INDEX unit_states_by_parent ON unit_states (parent_id);
CREATE INDEX unit_states_by_unit ON unit_states (unit_id, valid_from);
CREATE TRIGGER oplog_unit_states_delete AFTER DELETE ON unit_states BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'unit_states', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'unit_id', OLD.unit_id, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to, 'parent_id', OLD.parent_id, 'kind', OLD.kind, 'name', OLD.name, 'place_name', OLD.place_name, 'code', OLD.code, 'facts', OLD.facts), randomblob(16);
END;
CREATE TRIGGER oplog_unit_states_insert AFTER INSERT ON unit_states BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'unit_states' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'unit_states', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_unit_states_update AFTER UPDATE ON unit_states BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'unit_states', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to
    UNION ALL SELECT 'parent_id' AS k, OLD.parent_id AS v WHERE OLD.parent_id IS NOT NEW.parent_id
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name
    UNION ALL SELECT 'place_name' AS k, OLD.place_name AS v WHERE OLD.place_name IS NOT NEW.place_name
    UNION ALL SELECT 'code' AS k, OLD.code AS v WHERE OLD.code IS NOT NEW.code
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts)), randomblob(16);
END;

CREATE TABLE activity_units (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    activity_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    CONSTRAINT activity_units_one_activity_id_unit_id UNIQUE (activity_id, unit_id),
    CONSTRAINT activity_units_one_uid UNIQUE (uid),
    CONSTRAINT activity_units_activity_id_in_activities FOREIGN KEY(activity_id) REFERENCES activities (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT activity_units_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX activity_units_by_unit ON activity_units (unit_id);
CREATE TRIGGER oplog_activity_units_delete AFTER DELETE ON activity_units BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'activity_units', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'activity_id', OLD.activity_id, 'unit_id', OLD.unit_id), randomblob(16);
END;
CREATE TRIGGER oplog_activity_units_insert AFTER INSERT ON activity_units BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'activity_units' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'activity_units', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_activity_units_update AFTER UPDATE ON activity_units BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'activity_units', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'activity_id' AS k, OLD.activity_id AS v WHERE OLD.activity_id IS NOT NEW.activity_id
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id)), randomblob(16);
END;

CREATE TABLE attendance (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    activity_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    way VARCHAR,
    at INTEGER,
    CONSTRAINT attendance_one_member_id_activity_id UNIQUE (member_id, activity_id),
    CONSTRAINT attendance_activity_id_in_activities FOREIGN KEY(activity_id) REFERENCES activities (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT attendance_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT attendance_unit_id_in_units FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX attendance_by_activity ON attendance (activity_id, unit_id, state, role, member_id);
CREATE TRIGGER oplog_attendance_delete AFTER DELETE ON attendance BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'attendance', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'activity_id', OLD.activity_id, 'member_id', OLD.member_id, 'unit_id', OLD.unit_id, 'state', OLD.state, 'role', OLD.role, 'way', OLD.way, 'at', OLD.at), randomblob(16);
END;
CREATE TRIGGER oplog_attendance_insert AFTER INSERT ON attendance BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'attendance' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'attendance', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_attendance_update AFTER UPDATE ON attendance BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.version) IS NOT (OLD.id, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'attendance', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'activity_id' AS k, OLD.activity_id AS v WHERE OLD.activity_id IS NOT NEW.activity_id
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'unit_id' AS k, OLD.unit_id AS v WHERE OLD.unit_id IS NOT NEW.unit_id
    UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state
    UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role
    UNION ALL SELECT 'way' AS k, OLD.way AS v WHERE OLD.way IS NOT NEW.way
    UNION ALL SELECT 'at' AS k, OLD.at AS v WHERE OLD.at IS NOT NEW.at)), randomblob(16);
END;

CREATE TABLE register_events (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    entry_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    day INTEGER NOT NULL,
    facts TEXT NOT NULL,
    note VARCHAR,
    CONSTRAINT register_events_one_uid UNIQUE (uid),
    CONSTRAINT register_events_entry_id_in_register_entries FOREIGN KEY(entry_id) REFERENCES register_entries (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX register_events_by_entry ON register_events (entry_id, day);
CREATE TRIGGER oplog_register_events_delete AFTER DELETE ON register_events BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_events', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'entry_id', OLD.entry_id, 'kind', OLD.kind, 'day', OLD.day, 'facts', OLD.facts, 'note', OLD.note), randomblob(16);
END;
CREATE TRIGGER oplog_register_events_insert AFTER INSERT ON register_events BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'register_events' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_events', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_register_events_update AFTER UPDATE ON register_events BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_events', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'entry_id' AS k, OLD.entry_id AS v WHERE OLD.entry_id IS NOT NEW.entry_id
    UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind
    UNION ALL SELECT 'day' AS k, OLD.day AS v WHERE OLD.day IS NOT NEW.day
    UNION ALL SELECT 'facts' AS k, OLD.facts AS v WHERE OLD.facts IS NOT NEW.facts
    UNION ALL SELECT 'note' AS k, OLD.note AS v WHERE OLD.note IS NOT NEW.note)), randomblob(16);
END;

CREATE TABLE register_people (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    entry_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    CONSTRAINT register_people_one_uid UNIQUE (uid),
    CONSTRAINT register_people_entry_id_in_register_entries FOREIGN KEY(entry_id) REFERENCES register_entries (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT register_people_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX register_people_by_entry ON register_people (entry_id);
CREATE INDEX register_people_by_member ON register_people (member_id);
CREATE TRIGGER oplog_register_people_delete AFTER DELETE ON register_people BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_people', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'entry_id', OLD.entry_id, 'member_id', OLD.member_id, 'role', OLD.role, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to), randomblob(16);
END;
CREATE TRIGGER oplog_register_people_insert AFTER INSERT ON register_people BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'register_people' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_people', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_register_people_update AFTER UPDATE ON register_people BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'register_people', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'entry_id' AS k, OLD.entry_id AS v WHERE OLD.entry_id IS NOT NEW.entry_id
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role
    UNION ALL SELECT 'valid_from' AS k, OLD.valid_from AS v WHERE OLD.valid_from IS NOT NEW.valid_from
    UNION ALL SELECT 'valid_to' AS k, OLD.valid_to AS v WHERE OLD.valid_to IS NOT NEW.valid_to)), randomblob(16);
END;

CREATE TABLE service_members (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    writer_epoch INTEGER DEFAULT '1' NOT NULL,
    service_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    half_hours INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    CONSTRAINT service_members_one_member_id_service_id UNIQUE (member_id, service_id),
    CONSTRAINT service_members_one_uid UNIQUE (uid),
    CONSTRAINT service_members_service_id_in_services FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY IMMEDIATE,
    CONSTRAINT service_members_member_id_in_members FOREIGN KEY(member_id) REFERENCES members (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX service_members_by_service ON service_members (service_id, member_id, half_hours, role);
CREATE TRIGGER oplog_service_members_delete AFTER DELETE ON service_members BEGIN
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'service_members', 'd', OLD.id, OLD.id, OLD.version, json_object('id', OLD.id, 'uid', iif(OLD.uid IS NULL, NULL, hex(OLD.uid)), 'version', OLD.version, 'writer_epoch', OLD.writer_epoch, 'service_id', OLD.service_id, 'member_id', OLD.member_id, 'half_hours', OLD.half_hours, 'role', OLD.role), randomblob(16);
END;
CREATE TRIGGER oplog_service_members_insert AFTER INSERT ON service_members BEGIN
    UPDATE op_log SET last_id = NEW.id WHERE seq = (SELECT max(seq) FROM op_log) AND last_id = NEW.id - 1 AND kind = 'i' AND tbl = 'service_members' AND base_version = NEW.version - 1 AND act_id = (SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'service_members', 'i', NEW.id, NEW.id, NEW.version - 1, NULL, NULL WHERE changes() = 0;
END;
CREATE TRIGGER oplog_service_members_update AFTER UPDATE ON service_members BEGIN
    SELECT RAISE(ABORT, 'version must rise by one') WHERE (NEW.id, NEW.uid, NEW.version) IS NOT (OLD.id, OLD.uid, OLD.version + 1);
    INSERT INTO op_log (act_id, tbl, kind, row_id, last_id, base_version, old, salt) SELECT coalesce((SELECT id FROM act WHERE id = (SELECT max(id) FROM act) AND hash IS NULL), RAISE(ABORT, 'no open act')), 'service_members', 'u', OLD.id, OLD.id, OLD.version, (SELECT json_group_object(k, v) FROM (SELECT 'id' AS k, OLD.id AS v WHERE OLD.id IS NOT NEW.id
    UNION ALL SELECT 'uid' AS k, iif(OLD.uid IS NULL, NULL, hex(OLD.uid)) AS v WHERE OLD.uid IS NOT NEW.uid
    UNION ALL SELECT 'writer_epoch' AS k, OLD.writer_epoch AS v WHERE OLD.writer_epoch IS NOT NEW.writer_epoch
    UNION ALL SELECT 'service_id' AS k, OLD.service_id AS v WHERE OLD.service_id IS NOT NEW.service_id
    UNION ALL SELECT 'member_id' AS k, OLD.member_id AS v WHERE OLD.member_id IS NOT NEW.member_id
    UNION ALL SELECT 'half_hours' AS k, OLD.half_hours AS v WHERE OLD.half_hours IS NOT NEW.half_hours
    UNION ALL SELECT 'role' AS k, OLD.role AS v WHERE OLD.role IS NOT NEW.role)), randomblob(16);
END;

CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
