-- A small newsroom of version 0.1.0 (commit 92c6e9c) on SQLite, filled by that version’s own code. It is loaded and upgraded by
-- test_upgrade.py. Passwords are <username>-password. The index log_of_all is left out, as in the earliest databases of 0.1.
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "articles_auditentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "action" varchar(40) NOT NULL, "at" datetime NOT NULL, "note" text NOT NULL, "before" varchar(40) NOT NULL, "after" varchar(40) NOT NULL, "details" text NOT NULL CHECK ((JSON_VALID("details") OR "details" IS NULL)), "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_country" ("code" varchar(2) NOT NULL PRIMARY KEY, "name" varchar(100) NOT NULL UNIQUE, "region" varchar(60) NOT NULL, "names" text NOT NULL CHECK ((JSON_VALID("names") OR "names" IS NULL)));
CREATE TABLE "articles_housepage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "language" varchar(8) NOT NULL, "title" varchar(120) NOT NULL, "slug" varchar(80) NOT NULL UNIQUE, "body" text NOT NULL, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "changed_at" datetime NOT NULL);
CREATE TABLE "articles_section" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL UNIQUE, "slug" varchar(60) NOT NULL UNIQUE, "names" text NOT NULL CHECK ((JSON_VALID("names") OR "names" IS NULL)), "description" varchar(300) NOT NULL, "position" smallint unsigned NOT NULL CHECK ("position" >= 0));
CREATE TABLE "articles_told" ("entry_id" bigint NOT NULL PRIMARY KEY REFERENCES "articles_auditentry" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_author" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "slug" varchar(120) NOT NULL UNIQUE, "bio" text NOT NULL, "based_in" varchar(100) NOT NULL, "user_id" integer NULL UNIQUE REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_collection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "title" varchar(120) NOT NULL, "slug" varchar(80) NOT NULL UNIQUE, "about" varchar(400) NOT NULL, CONSTRAINT "collection_kind_known" CHECK ("kind" IN ('series', 'package')));
CREATE TABLE "articles_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint unsigned NOT NULL CHECK ("number" >= 0), "next_due" datetime NULL, CONSTRAINT "one_edition" CHECK ("id" = 1));
CREATE TABLE "articles_frontarrangement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "begins_at" datetime NOT NULL, "note" varchar(200) NOT NULL, "made_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_image" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "token" varchar(24) NOT NULL UNIQUE, "file" varchar(120) NOT NULL, "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "fingerprint" varchar(16) NOT NULL, "alt" varchar(300) NOT NULL, "caption" varchar(500) NOT NULL, "credit_line" varchar(200) NOT NULL, "licence" varchar(200) NOT NULL, "licence_until" date NULL, "focal_x" real NOT NULL, "focal_y" real NOT NULL, "created_at" datetime NOT NULL, "created_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "focal_point_inside" CHECK (("focal_x" BETWEEN 0.0 AND 1.0 AND "focal_y" BETWEEN 0.0 AND 1.0)));
CREATE TABLE "articles_keystory" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "context" varchar(140) NOT NULL, "marked_at" datetime NOT NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "first_id" varchar(2) NOT NULL REFERENCES "articles_country" ("code") DEFERRABLE INITIALLY DEFERRED, "second_id" varchar(2) NOT NULL REFERENCES "articles_country" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "key_once_a_pair" UNIQUE ("first_id", "second_id", "article_id"), CONSTRAINT "key_pair_in_order" CHECK ("first_id" < ("second_id")));
CREATE TABLE "articles_linkstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "address" text NOT NULL, "state" varchar(8) NOT NULL, "status" smallint unsigned NOT NULL CHECK ("status" >= 0), "checked_at" datetime NOT NULL, CONSTRAINT "link_state_known" CHECK ("state" IN ('fine', 'dead', 'unsure')));
CREATE TABLE "articles_message" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "concern" varchar(12) NOT NULL, "note" text NOT NULL, "at" datetime NOT NULL, "inbox" bool NOT NULL, "read_at" datetime NULL, "mail" varchar(10) NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "next_try_at" datetime NULL, "article_id" bigint NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "image_id" bigint NULL REFERENCES "articles_image" ("id") DEFERRABLE INITIALLY DEFERRED, "to_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "message_once" UNIQUE ("to_id", "key"), CONSTRAINT "message_concern_known" CHECK ("concern" IN ('submitted', 'sent_back', 'approved', 'published', 'failed', 'mentioned', 'assigned', 'due', 'licence')), CONSTRAINT "only_waiting_mail_is_tried" CHECK ((("mail" = 'waiting' AND "next_try_at" IS NOT NULL) OR (NOT ("mail" = 'waiting') AND "next_try_at" IS NULL))));
CREATE TABLE "articles_messagechoice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "concern" varchar(12) NOT NULL, "inbox" bool NOT NULL, "mail" bool NOT NULL, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "choice_once_a_concern" UNIQUE ("user_id", "concern"));
CREATE TABLE "articles_oldaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slug" varchar(100) NOT NULL UNIQUE, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_part" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "collection_id" bigint NOT NULL REFERENCES "articles_collection" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "story_once_a_collection" UNIQUE ("collection_id", "article_id"));
CREATE TABLE "articles_pictureband" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" smallint unsigned NOT NULL CHECK ("code" >= 0), "image_id" bigint NOT NULL REFERENCES "articles_image" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "picture_band_once" UNIQUE ("code", "image_id"));
CREATE TABLE "articles_pictureuse" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "image_id" bigint NOT NULL REFERENCES "articles_image" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "picture_once_a_story" UNIQUE ("article_id", "image_id"));
CREATE TABLE "articles_plannedchange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "text" text NOT NULL, "shown" bool NOT NULL, "made_at" datetime NOT NULL, "article_id" bigint NOT NULL UNIQUE REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "planned_kind_known" CHECK ("kind" IN ('correction', 'clarification', 'update', 'apology', 'fix')), CONSTRAINT "planned_change_says_something" CHECK (NOT ("text" = '')));
CREATE TABLE "articles_presence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "window" varchar(40) NOT NULL, "field" varchar(40) NOT NULL, "place" integer NOT NULL, "since" datetime NOT NULL, "taken_at" datetime NULL, "seen_at" datetime NOT NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "present_once_a_window" UNIQUE ("article_id", "person_id", "window"));
CREATE TABLE "articles_quote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "speaker" varchar(200) NOT NULL, "slug" varchar(100) NOT NULL, "role" varchar(200) NOT NULL, "where" varchar(200) NOT NULL, "text" text NOT NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "quote_position_once" UNIQUE ("article_id", "position"));
CREATE TABLE "articles_revision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "note" varchar(300) NOT NULL, "created_at" datetime NOT NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "revision_number_once" UNIQUE ("article_id", "number"));
CREATE TABLE "articles_note" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "guest" varchar(120) NOT NULL, "text" text NOT NULL, "mark" varchar(20) NOT NULL, "blocking" bool NOT NULL, "block" integer unsigned NULL CHECK ("block" >= 0), "start" integer unsigned NULL CHECK ("start" >= 0), "end" integer unsigned NULL CHECK ("end" >= 0), "quote" text NOT NULL, "suggestion" text NULL, "outcome" varchar(10) NOT NULL, "created_at" datetime NOT NULL, "resolved_at" datetime NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "articles_note" ("id") DEFERRABLE INITIALLY DEFERRED, "resolved_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "note_by_somebody" CHECK ((("by_id" IS NOT NULL AND "guest" = '') OR ("by_id" IS NULL AND NOT ("guest" = '')))), CONSTRAINT "note_says_something" CHECK ((NOT ("text" = '') OR NOT ("mark" = '') OR "suggestion" IS NOT NULL)), CONSTRAINT "note_mark_known" CHECK ("mark" IN ('', 'approved', 'not_approved')), CONSTRAINT "note_passage_whole" CHECK ((("block" IS NULL AND "end" IS NULL AND "quote" = '' AND "start" IS NULL) OR ("block" IS NOT NULL AND "end" > ("start") AND "start" IS NOT NULL AND NOT ("quote" = '')))), CONSTRAINT "suggestion_of_a_passage" CHECK (("suggestion" IS NULL OR NOT ("quote" = ''))), CONSTRAINT "note_resolved_by_somebody" CHECK ((("resolved_at" IS NULL AND "resolved_by_id" IS NULL) OR ("resolved_at" IS NOT NULL AND "resolved_by_id" IS NOT NULL))), CONSTRAINT "suggestion_outcome_known" CHECK (("outcome" = '' OR ("outcome" IN ('accepted', 'refused') AND "resolved_at" IS NOT NULL AND "suggestion" IS NOT NULL))), CONSTRAINT "reply_only_says" CHECK (("parent_id" IS NULL OR (NOT "blocking" AND "mark" = '' AND "quote" = '' AND "resolved_at" IS NULL AND "suggestion" IS NULL))));
CREATE TABLE "articles_note_mentions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "note_id" bigint NOT NULL REFERENCES "articles_note" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_nocountry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL UNIQUE REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_correction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "text" text NOT NULL, "shown" bool NOT NULL, "created_at" datetime NOT NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "after_id" bigint NOT NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "before_id" bigint NOT NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "correction_kind_known" CHECK ("kind" IN ('correction', 'clarification', 'update', 'apology')), CONSTRAINT "correction_says_something" CHECK (NOT ("text" = '')));
CREATE TABLE "articles_searchword" ("word" varchar(64) NOT NULL PRIMARY KEY, "stories" integer unsigned NOT NULL CHECK ("stories" >= 0));
CREATE TABLE "articles_frontplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slot" varchar(10) NOT NULL, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "until" datetime NULL, "arrangement_id" bigint NOT NULL REFERENCES "articles_frontarrangement" ("id") DEFERRABLE INITIALLY DEFERRED, "article_id" bigint NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "country_id" varchar(2) NULL REFERENCES "articles_country" ("code") DEFERRABLE INITIALLY DEFERRED, "section_id" bigint NULL REFERENCES "articles_section" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "slot_known" CHECK ("slot" IN ('lead', 'secondary', 'section', 'country', 'opinion')), CONSTRAINT "place_holds_what_its_slot_shows" CHECK ((("article_id" IS NULL AND "country_id" IS NOT NULL AND "section_id" IS NULL AND "slot" = 'country') OR ("article_id" IS NOT NULL AND "country_id" IS NULL AND "section_id" IS NOT NULL AND "slot" = 'section') OR ("article_id" IS NOT NULL AND "country_id" IS NULL AND "section_id" IS NULL AND "slot" IN ('lead', 'secondary', 'opinion')))));
CREATE TABLE "articles_sharelink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" varchar(80) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "may_comment" bool NOT NULL, "expires_at" datetime NOT NULL, "created_at" datetime NOT NULL, "revoked_at" datetime NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "created_by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "revoked_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "share_revoked_by_somebody" CHECK ((("revoked_at" IS NULL AND "revoked_by_id" IS NULL) OR ("revoked_at" IS NOT NULL AND "revoked_by_id" IS NOT NULL))), CONSTRAINT "share_expires_later" CHECK ("expires_at" > ("created_at")), CONSTRAINT "share_is_for_somebody" CHECK (NOT ("label" = '')));
CREATE TABLE "articles_sharevisit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "at" datetime NOT NULL, "network" varchar(45) NOT NULL, "agent" varchar(120) NOT NULL, "name" varchar(120) NOT NULL, "link_id" bigint NOT NULL REFERENCES "articles_sharelink" ("id") DEFERRABLE INITIALLY DEFERRED, "note_id" bigint NULL REFERENCES "articles_note" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_id" bigint NOT NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "visit_kind_known" CHECK ((("kind" = 'opened' AND "note_id" IS NULL) OR ("kind" = 'commented' AND "note_id" IS NOT NULL))));
CREATE TABLE "articles_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "slug" varchar(100) NOT NULL UNIQUE, "into_id" bigint NULL REFERENCES "articles_tag" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_tagging" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_object_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" bigint NOT NULL REFERENCES "articles_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "tag_once_a_story" UNIQUE ("content_object_id", "tag_id"));
CREATE TABLE "articles_tagmerge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stories" integer unsigned NOT NULL CHECK ("stories" >= 0), "at" datetime NOT NULL, "undone_at" datetime NULL, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "into_id" bigint NOT NULL REFERENCES "articles_tag" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" bigint NOT NULL REFERENCES "articles_tag" ("id") DEFERRABLE INITIALLY DEFERRED, "undone_by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "no_tag_is_merged_into_itself" CHECK (NOT ("tag_id" = ("into_id"))));
CREATE TABLE "articles_workingcopy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "window" varchar(40) NOT NULL, "fields" text NOT NULL CHECK ((JSON_VALID("fields") OR "fields" IS NULL)), "base" integer unsigned NOT NULL CHECK ("base" >= 0), "turn" bigint unsigned NOT NULL CHECK ("turn" >= 0), "merged_into" integer unsigned NULL CHECK ("merged_into" >= 0), "saved_at" datetime NOT NULL, "article_id" bigint NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "copy_once_a_window" UNIQUE ("person_id", "window"), CONSTRAINT "copy_of_a_window" CHECK (NOT ("window" = '')));
CREATE TABLE "articles_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "due_at" datetime NULL, "at" datetime NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "article_id" bigint NOT NULL UNIQUE REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "to_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "articles_countrymention" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(10) NOT NULL, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "country_id" varchar(2) NOT NULL REFERENCES "articles_country" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "country_once_a_story" UNIQUE ("article_id", "country_id"), CONSTRAINT "country_role_known" CHECK ("role" IN ('about', 'mentioned')));
CREATE TABLE "articles_countrysuggestion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(10) NOT NULL, "score" decimal NULL, "version" varchar(20) NOT NULL, "made_at" datetime NOT NULL, "decision" varchar(20) NOT NULL, "decided_at" datetime NULL, "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" integer NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "country_id" varchar(2) NOT NULL REFERENCES "articles_country" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "suggestion_once_a_story" UNIQUE ("article_id", "country_id"), CONSTRAINT "suggestion_decided_by_somebody" CHECK ((("by_id" IS NULL AND "decided_at" IS NULL AND "decision" = 'none') OR (NOT ("decision" = 'none') AND "by_id" IS NOT NULL AND "decided_at" IS NOT NULL))));
CREATE TABLE "articles_credit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "article_id" bigint NOT NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, "author_id" bigint NOT NULL REFERENCES "articles_author" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "credit_once_a_role" UNIQUE ("article_id", "author_id", "role"), CONSTRAINT "credit_position_once" UNIQUE ("article_id", "position"), CONSTRAINT "credit_role_known" CHECK ("role" IN ('writer', 'reporter', 'photographer', 'translator', 'editor')));
CREATE TABLE "articles_article" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "slugline" varchar(120) NOT NULL, "standing" varchar(12) NOT NULL, "stage" varchar(12) NOT NULL, "publish_at" datetime NULL, "embargo" datetime NULL, "visible_at" datetime GENERATED ALWAYS AS (CASE WHEN "embargo" > ("publish_at") THEN "embargo" ELSE "publish_at" END) STORED, "change_at" datetime NULL, "updated_at" datetime NULL, "notice" text NOT NULL, "filed_digest" varchar(64) NOT NULL, "created_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "slug" varchar(100) NOT NULL UNIQUE, "headline" varchar(250) NOT NULL, "standfirst" text NOT NULL, "label" varchar(60) NOT NULL, "genre" varchar(12) NOT NULL, "dateline" varchar(100) NOT NULL, "language" varchar(8) NOT NULL, "words" integer unsigned NOT NULL CHECK ("words" >= 0), "original_number" integer unsigned NULL CHECK ("original_number" >= 0), "created_by_id" integer NOT NULL REFERENCES "auth_user" ("id") DEFERRABLE INITIALLY DEFERRED, "lead_image_id" bigint NULL REFERENCES "articles_image" ("id") DEFERRABLE INITIALLY DEFERRED, "approved_id" bigint NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "head_id" bigint NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "live_id" bigint NULL REFERENCES "articles_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "section_id" bigint NULL REFERENCES "articles_section" ("id") DEFERRABLE INITIALLY DEFERRED, "original_id" bigint NULL REFERENCES "articles_article" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "standing_known" CHECK ("standing" IN ('unpublished', 'published', 'retracted', 'killed')), CONSTRAINT "stage_known" CHECK ("stage" IN ('draft', 'in_review', 'approved', 'scheduled', 'done', 'spiked')), CONSTRAINT "live_unless_unpublished" CHECK ((("live_id" IS NULL AND "publish_at" IS NULL AND "standing" = 'unpublished') OR (NOT ("standing" = 'unpublished') AND "live_id" IS NOT NULL AND "publish_at" IS NOT NULL))), CONSTRAINT "only_the_unpublished_is_spiked" CHECK ((NOT ("stage" = 'spiked') OR "standing" = 'unpublished')), CONSTRAINT "done_means_it_was_published" CHECK ((NOT ("stage" = 'done') OR NOT ("standing" = 'unpublished'))), CONSTRAINT "scheduled_means_published_in_time" CHECK ((NOT ("stage" = 'scheduled') OR "standing" = 'published')), CONSTRAINT "only_the_scheduled_changes_by_itself" CHECK (("change_at" IS NULL OR "stage" = 'scheduled')));
CREATE VIRTUAL TABLE articles_search USING fts5(headline, standfirst, people, body, headline_stems, standfirst_stems, people_stems, body_stems, tokenize = 'unicode61 remove_diacritics 0');
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "first_name" varchar(150) NOT NULL);
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "taggit_taggeditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" integer NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "taggit_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uniq" UNIQUE ("content_type_id", "object_id", "tag_id"));
CREATE TABLE "taggit_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "slug" varchar(100) NOT NULL UNIQUE);
INSERT INTO "django_migrations" ("id", "app", "name", "applied") VALUES
(1, 'contenttypes', '0001_initial', '2026-11-30 08:11:33.842111'),
(2, 'auth', '0001_initial', '2026-11-30 08:11:33.862995'),
(3, 'admin', '0001_initial', '2026-11-30 08:11:33.880181'),
(4, 'admin', '0002_logentry_remove_auto_add', '2026-11-30 08:11:33.894680'),
(5, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-30 08:11:33.902836'),
(6, 'articles', '0001_initial', '2026-11-30 08:11:38.406185'),
(7, 'articles', '0002_ground', '2026-11-30 08:11:38.676863'),
(8, 'contenttypes', '0002_remove_content_type_name', '2026-11-30 08:11:38.841379'),
(9, 'auth', '0002_alter_permission_name_max_length', '2026-11-30 08:11:38.949298'),
(10, 'auth', '0003_alter_user_email_max_length', '2026-11-30 08:11:39.537878'),
(11, 'auth', '0004_alter_user_username_opts', '2026-11-30 08:11:39.660322'),
(12, 'auth', '0005_alter_user_last_login_null', '2026-11-30 08:11:39.794166'),
(13, 'auth', '0006_require_contenttypes_0002', '2026-11-30 08:11:39.795075'),
(14, 'auth', '0007_alter_validators_add_error_messages', '2026-11-30 08:11:39.873042'),
(15, 'auth', '0008_alter_user_username_max_length', '2026-11-30 08:11:39.957626'),
(16, 'auth', '0009_alter_user_last_name_max_length', '2026-11-30 08:11:40.038212'),
(17, 'auth', '0010_alter_group_name_max_length', '2026-11-30 08:11:40.121929'),
(18, 'auth', '0011_update_proxy_permissions', '2026-11-30 08:11:40.190141'),
(19, 'auth', '0012_alter_user_first_name_max_length', '2026-11-30 08:11:40.275834'),
(20, 'sessions', '0001_initial', '2026-11-30 08:11:40.278437'),
(21, 'taggit', '0001_initial', '2026-11-30 08:11:40.351960'),
(22, 'taggit', '0002_auto_20150616_2121', '2026-11-30 08:11:40.361905'),
(23, 'taggit', '0003_taggeditem_add_unique_index', '2026-11-30 08:11:40.383324'),
(24, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', '2026-11-30 08:11:40.537891'),
(25, 'taggit', '0005_auto_20220424_2025', '2026-11-30 08:11:40.558069'),
(26, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', '2026-11-30 08:11:40.608529');
INSERT INTO "auth_group_permissions" ("id", "group_id", "permission_id") VALUES
(1, 1, 9),
(2, 1, 10),
(3, 1, 42),
(4, 1, 12),
(5, 1, 139),
(6, 1, 46),
(7, 1, 18),
(8, 1, 83),
(9, 1, 22),
(10, 1, 56),
(11, 1, 57),
(12, 1, 26),
(13, 1, 59),
(14, 1, 30),
(15, 2, 136),
(16, 2, 9),
(17, 2, 10),
(18, 2, 137),
(19, 2, 12),
(20, 2, 13),
(21, 2, 139),
(22, 2, 18),
(23, 2, 20),
(24, 2, 22),
(25, 2, 26),
(26, 2, 28),
(27, 2, 30),
(28, 2, 39),
(29, 2, 40),
(30, 2, 42),
(31, 2, 43),
(32, 2, 44),
(33, 2, 45),
(34, 2, 46),
(35, 2, 55),
(36, 2, 56),
(37, 2, 57),
(38, 2, 59),
(39, 2, 80),
(40, 2, 81),
(41, 2, 82),
(42, 2, 83),
(43, 3, 136),
(44, 3, 9),
(45, 3, 10),
(46, 3, 137),
(47, 3, 12),
(48, 3, 139),
(49, 3, 14),
(50, 3, 18),
(51, 3, 20),
(52, 3, 22),
(53, 3, 23),
(54, 3, 24),
(55, 3, 26),
(56, 3, 27),
(57, 3, 28),
(58, 3, 30),
(59, 3, 39),
(60, 3, 40),
(61, 3, 42),
(62, 3, 43),
(63, 3, 44),
(64, 3, 45),
(65, 3, 46),
(66, 3, 55),
(67, 3, 56),
(68, 3, 57),
(69, 3, 59),
(70, 3, 80),
(71, 3, 81),
(72, 3, 82),
(73, 3, 83),
(74, 4, 12),
(75, 4, 183);
INSERT INTO "auth_user_groups" ("id", "user_id", "group_id") VALUES
(1, 3, 1),
(2, 4, 2),
(3, 5, 3),
(6, 6, 4);
INSERT INTO "auth_user_user_permissions" ("id", "user_id", "permission_id") VALUES
(1, 4, 180),
(2, 4, 181);
INSERT INTO "django_admin_log" ("id", "object_id", "object_repr", "action_flag", "change_message", "content_type_id", "user_id", "action_time") VALUES
(1, '6', 'ida', 2, '[{"changed": {"fields": ["Groups", "Date joined"]}}]', 45, 2, '2026-11-30 08:11:47.039429'),
(2, '1', 'South Asia', 2, '[{"changed": {"fields": ["Description"]}}]', 7, 2, '2026-11-30 08:11:47.080737');
INSERT INTO "articles_auditentry" ("id", "action", "at", "note", "before", "after", "details", "article_id", "by_id", "revision_id") VALUES
(1, 'created', '2026-11-30 08:11:44.171808', '', '', 'unpublished/draft', '{}', 1, 3, 1),
(2, 'submit', '2026-11-30 08:11:44.176796', '', 'unpublished/draft', 'unpublished/in_review', '{}', 1, 3, 1),
(3, 'approve', '2026-11-30 08:11:44.213856', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 1, 4, 1),
(4, 'publish', '2026-11-30 08:11:44.284035', '', 'unpublished/approved', 'published/done', '{}', 1, 5, 1),
(5, 'created', '2026-11-30 08:11:44.330384', '', '', 'unpublished/draft', '{}', 2, 3, 2),
(6, 'submit', '2026-11-30 08:11:44.341936', '', 'unpublished/draft', 'unpublished/in_review', '{}', 2, 3, 2),
(7, 'approve', '2026-11-30 08:11:44.365722', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 2, 4, 2),
(8, 'publish', '2026-11-30 08:11:44.433868', '', 'unpublished/approved', 'published/done', '{}', 2, 5, 2),
(9, 'edited', '2026-11-30 08:11:44.458582', '', 'published/done', 'published/draft', '{}', 2, 3, 3),
(10, 'submit', '2026-11-30 08:11:44.465462', '', 'published/draft', 'published/in_review', '{}', 2, 3, 3),
(11, 'approve', '2026-11-30 08:11:44.497641', '', 'published/in_review', 'published/approved', '{"seen": 2}', 2, 4, 3),
(12, 'publish_correction', '2026-11-30 08:11:44.547090', 'The ferry leaves at ten, not at nine.', 'published/approved', 'published/done', '{"correction": 1, "kind": "correction", "shown": true}', 2, 5, 3),
(13, 'created', '2026-11-30 08:11:44.610544', '', '', 'unpublished/draft', '{}', 3, 3, 4),
(14, 'submit', '2026-11-30 08:11:44.617795', '', 'unpublished/draft', 'unpublished/in_review', '{}', 3, 3, 4),
(15, 'approve', '2026-11-30 08:11:44.646023', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 3, 4, 4),
(16, 'publish', '2026-11-30 08:11:44.713021', '', 'unpublished/approved', 'published/done', '{}', 3, 5, 4),
(17, 'edited', '2026-11-30 08:11:44.735441', '', 'published/done', 'published/draft', '{}', 3, 3, 5),
(18, 'submit', '2026-11-30 08:11:44.742472', '', 'published/draft', 'published/in_review', '{}', 3, 3, 5),
(19, 'approve', '2026-11-30 08:11:44.793674', '', 'published/in_review', 'published/approved', '{"seen": 2}', 3, 4, 5),
(20, 'publish_fix', '2026-11-30 08:11:44.877927', 'A slip of the pen.', 'published/approved', 'published/done', '{}', 3, 5, 5),
(21, 'created', '2026-11-30 08:11:44.933904', '', '', 'unpublished/draft', '{}', 4, 3, 6),
(22, 'submit', '2026-11-30 08:11:44.945185', '', 'unpublished/draft', 'unpublished/in_review', '{}', 4, 3, 6),
(23, 'approve', '2026-11-30 08:11:44.980384', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 4, 4, 6),
(24, 'publish', '2026-11-30 08:11:45.039145', '', 'unpublished/approved', 'published/done', '{}', 4, 5, 6),
(25, 'edited', '2026-11-30 08:11:45.082709', '', 'published/done', 'published/draft', '{}', 4, 3, 7),
(26, 'created', '2026-11-30 08:11:45.115477', '', '', 'unpublished/draft', '{}', 5, 3, 8),
(27, 'submit', '2026-11-30 08:11:45.133089', '', 'unpublished/draft', 'unpublished/in_review', '{}', 5, 3, 8),
(28, 'approve', '2026-11-30 08:11:45.186117', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 5, 4, 8),
(29, 'publish', '2026-11-30 08:11:45.233878', '', 'unpublished/approved', 'published/done', '{}', 5, 5, 8),
(30, 'edited', '2026-11-30 08:11:45.265711', '', 'published/done', 'published/draft', '{}', 5, 3, 9),
(31, 'submit', '2026-11-30 08:11:45.271625', '', 'published/draft', 'published/in_review', '{}', 5, 3, 9),
(32, 'approve', '2026-11-30 08:11:45.301919', '', 'published/in_review', 'published/approved', '{"seen": 2}', 5, 4, 9),
(33, 'schedule', '2026-11-30 08:11:45.366913', 'It opens late.', 'published/approved', 'published/scheduled', '{"at": "2099-01-01T08:00:00+00:00", "kind": "update", "shown": true}', 5, 5, 9),
(34, 'created', '2026-11-30 08:11:45.404341', '', '', 'unpublished/draft', '{}', 6, 3, 10),
(35, 'submit', '2026-11-30 08:11:45.410153', '', 'unpublished/draft', 'unpublished/in_review', '{}', 6, 3, 10),
(36, 'approve', '2026-11-30 08:11:45.452776', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 6, 4, 10),
(37, 'publish', '2026-11-30 08:11:45.509264', '', 'unpublished/approved', 'published/done', '{}', 6, 5, 10),
(38, 'retract', '2026-11-30 08:11:45.552701', 'The interviews were invented.', 'published/done', 'retracted/done', '{}', 6, 5, 10),
(39, 'created', '2026-11-30 08:11:45.577878', '', '', 'unpublished/draft', '{}', 7, 3, 11),
(40, 'submit', '2026-11-30 08:11:45.592882', '', 'unpublished/draft', 'unpublished/in_review', '{}', 7, 3, 11),
(41, 'approve', '2026-11-30 08:11:45.622625', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 7, 4, 11),
(42, 'publish', '2026-11-30 08:11:45.686654', '', 'unpublished/approved', 'published/done', '{}', 7, 5, 11),
(43, 'kill', '2026-11-30 08:11:45.795342', 'A court order.', 'published/done', 'killed/done', '{}', 7, 5, 11),
(44, 'created', '2026-11-30 08:11:45.876020', '', '', 'unpublished/draft', '{}', 8, 3, 12),
(45, 'spike', '2026-11-30 08:11:45.878752', '', 'unpublished/draft', 'unpublished/spiked', '{}', 8, 4, 12),
(46, 'created', '2026-11-30 08:11:45.907362', '', '', 'unpublished/draft', '{}', 9, 3, 13),
(47, 'created', '2026-11-30 08:11:45.938755', '', '', 'unpublished/draft', '{}', 10, 3, 14),
(48, 'submit', '2026-11-30 08:11:45.945317', '', 'unpublished/draft', 'unpublished/in_review', '{}', 10, 3, 14),
(49, 'created', '2026-11-30 08:11:46.020188', '', '', 'unpublished/draft', '{}', 11, 3, 15),
(50, 'submit', '2026-11-30 08:11:46.025691', '', 'unpublished/draft', 'unpublished/in_review', '{}', 11, 3, 15),
(51, 'approve', '2026-11-30 08:11:46.063049', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 11, 4, 15),
(52, 'created', '2026-11-30 08:11:46.129267', '', '', 'unpublished/draft', '{}', 12, 3, 16),
(53, 'submit', '2026-11-30 08:11:46.140002', '', 'unpublished/draft', 'unpublished/in_review', '{}', 12, 3, 16),
(54, 'approve', '2026-11-30 08:11:46.160644', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 12, 4, 16),
(55, 'schedule', '2026-11-30 08:11:46.203226', '', 'unpublished/approved', 'published/scheduled', '{"at": "2099-01-01T08:00:00+00:00"}', 12, 5, 16),
(56, 'created', '2026-11-30 08:11:46.241903', '', '', 'unpublished/draft', '{}', 13, 3, 17),
(57, 'submit', '2026-11-30 08:11:46.257720', '', 'unpublished/draft', 'unpublished/in_review', '{}', 13, 3, 17),
(58, 'approve', '2026-11-30 08:11:46.295984', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 13, 4, 17),
(59, 'particulars', '2026-11-30 08:11:46.318084', '', 'unpublished/approved', 'unpublished/approved', '{"slugline": "", "embargo": "2099-01-01T08:00:00+00:00"}', 13, 5, 17),
(60, 'schedule', '2026-11-30 08:11:46.341335', '', 'unpublished/approved', 'published/scheduled', '{"at": "2098-01-01T00:00:00+00:00"}', 13, 5, 17),
(61, 'created', '2026-11-30 08:11:46.381955', '', '', 'unpublished/draft', '{}', 14, 3, 18),
(62, 'submit', '2026-11-30 08:11:46.386575', '', 'unpublished/draft', 'unpublished/in_review', '{}', 14, 3, 18),
(63, 'approve', '2026-11-30 08:11:46.402842', '', 'unpublished/in_review', 'unpublished/approved', '{"seen": 1}', 14, 4, 18),
(64, 'publish', '2026-11-30 08:11:46.457355', '', 'unpublished/approved', 'published/done', '{}', 14, 5, 18),
(65, 'noted', '2026-11-30 08:11:46.489943', 'Who says so, @edith?', 'unpublished/draft', 'unpublished/draft', '{"about": 1, "mentions": [4]}', 9, 3, 13),
(66, 'note_replied', '2026-11-30 08:11:46.509021', 'I ask them.', 'unpublished/draft', 'unpublished/draft', '{"about": 2, "mentions": []}', 9, 4, 13),
(67, 'note_resolved', '2026-11-30 08:11:46.523831', 'Who says so, @edith?', 'unpublished/draft', 'unpublished/draft', '{"about": 1}', 9, 4, 13),
(68, 'noted', '2026-11-30 08:11:46.525953', 'Check the name.', 'published/done', 'published/done', '{"about": 3, "mentions": []}', 1, 4, 1),
(69, 'assigned', '2026-11-30 08:11:46.550417', 'Rana, due January 1, 2099, 08:00 UTC', 'unpublished/draft', 'unpublished/draft', '{"to": 3, "due": "2099-01-01T08:00:00+00:00"}', 9, 4, 13),
(70, 'shared', '2026-11-30 08:11:46.566283', 'The ministry, until December 7, 2026, 08:11 UTC', 'unpublished/draft', 'unpublished/draft', '{"share": 1, "number": null, "expires": "2026-12-07T08:11:46.565554+00:00", "embargo": null}', 9, 3, 13),
(71, 'key_marked', '2026-11-30 08:11:46.589625', 'Afghanistan – Pakistan: The first gauge.', 'published/done', 'published/done', '{"countries": ["AF", "PK"], "context": "The first gauge."}', 1, 4, 1);
INSERT INTO "articles_country" ("code", "name", "region", "names") VALUES
('AD', 'Andorra', 'Europe', '{}'),
('AE', 'United Arab Emirates', 'Asia', '{}'),
('AF', 'Afghanistan', 'Asia', '{}'),
('AG', 'Antigua and Barbuda', 'Americas', '{}'),
('AI', 'Anguilla', 'Americas', '{}'),
('AL', 'Albania', 'Europe', '{}'),
('AM', 'Armenia', 'Asia', '{}'),
('AO', 'Angola', 'Africa', '{}'),
('AQ', 'Antarctica', 'Antarctica', '{}'),
('AR', 'Argentina', 'Americas', '{}'),
('AS', 'American Samoa', 'Oceania', '{}'),
('AT', 'Austria', 'Europe', '{}'),
('AU', 'Australia', 'Oceania', '{}'),
('AW', 'Aruba', 'Americas', '{}'),
('AX', 'Åland Islands', 'Europe', '{}'),
('AZ', 'Azerbaijan', 'Asia', '{}'),
('BA', 'Bosnia and Herzegovina', 'Europe', '{}'),
('BB', 'Barbados', 'Americas', '{}'),
('BD', 'Bangladesh', 'Asia', '{}'),
('BE', 'Belgium', 'Europe', '{}'),
('BF', 'Burkina Faso', 'Africa', '{}'),
('BG', 'Bulgaria', 'Europe', '{}'),
('BH', 'Bahrain', 'Asia', '{}'),
('BI', 'Burundi', 'Africa', '{}'),
('BJ', 'Benin', 'Africa', '{}'),
('BL', 'St. Barthélemy', 'Americas', '{}'),
('BM', 'Bermuda', 'Americas', '{}'),
('BN', 'Brunei', 'Asia', '{}'),
('BO', 'Bolivia', 'Americas', '{}'),
('BQ', 'Caribbean Netherlands', 'Americas', '{}'),
('BR', 'Brazil', 'Americas', '{}'),
('BS', 'Bahamas', 'Americas', '{}'),
('BT', 'Bhutan', 'Asia', '{}'),
('BV', 'Bouvet Island', 'Americas', '{}'),
('BW', 'Botswana', 'Africa', '{}'),
('BY', 'Belarus', 'Europe', '{}'),
('BZ', 'Belize', 'Americas', '{}'),
('CA', 'Canada', 'Americas', '{}'),
('CC', 'Cocos (Keeling) Islands', 'Oceania', '{}'),
('CD', 'DR Congo', 'Africa', '{}'),
('CF', 'Central African Republic', 'Africa', '{}'),
('CG', 'Republic of the Congo', 'Africa', '{}'),
('CH', 'Switzerland', 'Europe', '{}'),
('CI', 'Ivory Coast', 'Africa', '{}'),
('CK', 'Cook Islands', 'Oceania', '{}'),
('CL', 'Chile', 'Americas', '{}'),
('CM', 'Cameroon', 'Africa', '{}'),
('CN', 'China', 'Asia', '{}'),
('CO', 'Colombia', 'Americas', '{}'),
('CR', 'Costa Rica', 'Americas', '{}'),
('CU', 'Cuba', 'Americas', '{}'),
('CV', 'Cape Verde', 'Africa', '{}'),
('CW', 'Curaçao', 'Americas', '{}'),
('CX', 'Christmas Island', 'Oceania', '{}'),
('CY', 'Cyprus', 'Asia', '{}'),
('CZ', 'Czechia', 'Europe', '{}'),
('DE', 'Germany', 'Europe', '{}'),
('DJ', 'Djibouti', 'Africa', '{}'),
('DK', 'Denmark', 'Europe', '{}'),
('DM', 'Dominica', 'Americas', '{}'),
('DO', 'Dominican Republic', 'Americas', '{}'),
('DZ', 'Algeria', 'Africa', '{}'),
('EC', 'Ecuador', 'Americas', '{}'),
('EE', 'Estonia', 'Europe', '{}'),
('EG', 'Egypt', 'Africa', '{}'),
('EH', 'Western Sahara', 'Africa', '{}'),
('ER', 'Eritrea', 'Africa', '{}'),
('ES', 'Spain', 'Europe', '{}'),
('ET', 'Ethiopia', 'Africa', '{}'),
('FI', 'Finland', 'Europe', '{}'),
('FJ', 'Fiji', 'Oceania', '{}'),
('FK', 'Falkland Islands', 'Americas', '{}'),
('FM', 'Micronesia', 'Oceania', '{}'),
('FO', 'Faroe Islands', 'Europe', '{}'),
('FR', 'France', 'Europe', '{}'),
('GA', 'Gabon', 'Africa', '{}'),
('GB', 'United Kingdom', 'Europe', '{}'),
('GD', 'Grenada', 'Americas', '{}'),
('GE', 'Georgia', 'Asia', '{}'),
('GF', 'French Guiana', 'Americas', '{}'),
('GG', 'Guernsey', 'Europe', '{}'),
('GH', 'Ghana', 'Africa', '{}'),
('GI', 'Gibraltar', 'Europe', '{}'),
('GL', 'Greenland', 'Americas', '{}'),
('GM', 'Gambia', 'Africa', '{}'),
('GN', 'Guinea', 'Africa', '{}'),
('GP', 'Guadeloupe', 'Americas', '{}'),
('GQ', 'Equatorial Guinea', 'Africa', '{}'),
('GR', 'Greece', 'Europe', '{}'),
('GS', 'South Georgia and South Sandwich Islands', 'Americas', '{}'),
('GT', 'Guatemala', 'Americas', '{}'),
('GU', 'Guam', 'Oceania', '{}'),
('GW', 'Guinea-Bissau', 'Africa', '{}'),
('GY', 'Guyana', 'Americas', '{}'),
('HK', 'Hong Kong', 'Asia', '{}'),
('HM', 'Heard and McDonald Islands', 'Oceania', '{}'),
('HN', 'Honduras', 'Americas', '{}'),
('HR', 'Croatia', 'Europe', '{}'),
('HT', 'Haiti', 'Americas', '{}'),
('HU', 'Hungary', 'Europe', '{}'),
('ID', 'Indonesia', 'Asia', '{}'),
('IE', 'Ireland', 'Europe', '{}'),
('IL', 'Israel', 'Asia', '{}'),
('IM', 'Isle of Man', 'Europe', '{}'),
('IN', 'India', 'Asia', '{}'),
('IO', 'British Indian Ocean Territory', 'Africa', '{}'),
('IQ', 'Iraq', 'Asia', '{}'),
('IR', 'Iran', 'Asia', '{}'),
('IS', 'Iceland', 'Europe', '{}'),
('IT', 'Italy', 'Europe', '{}'),
('JE', 'Jersey', 'Europe', '{}'),
('JM', 'Jamaica', 'Americas', '{}'),
('JO', 'Jordan', 'Asia', '{}'),
('JP', 'Japan', 'Asia', '{}'),
('KE', 'Kenya', 'Africa', '{}'),
('KG', 'Kyrgyzstan', 'Asia', '{}'),
('KH', 'Cambodia', 'Asia', '{}'),
('KI', 'Kiribati', 'Oceania', '{}'),
('KM', 'Comoros', 'Africa', '{}'),
('KN', 'St. Kitts and Nevis', 'Americas', '{}'),
('KP', 'North Korea', 'Asia', '{}'),
('KR', 'South Korea', 'Asia', '{}'),
('KW', 'Kuwait', 'Asia', '{}'),
('KY', 'Cayman Islands', 'Americas', '{}'),
('KZ', 'Kazakhstan', 'Asia', '{}'),
('LA', 'Laos', 'Asia', '{}'),
('LB', 'Lebanon', 'Asia', '{}'),
('LC', 'St. Lucia', 'Americas', '{}'),
('LI', 'Liechtenstein', 'Europe', '{}'),
('LK', 'Sri Lanka', 'Asia', '{}'),
('LR', 'Liberia', 'Africa', '{}'),
('LS', 'Lesotho', 'Africa', '{}'),
('LT', 'Lithuania', 'Europe', '{}'),
('LU', 'Luxembourg', 'Europe', '{}'),
('LV', 'Latvia', 'Europe', '{}'),
('LY', 'Libya', 'Africa', '{}'),
('MA', 'Morocco', 'Africa', '{}'),
('MC', 'Monaco', 'Europe', '{}'),
('MD', 'Moldova', 'Europe', '{}'),
('ME', 'Montenegro', 'Europe', '{}'),
('MF', 'St. Martin', 'Americas', '{}'),
('MG', 'Madagascar', 'Africa', '{}'),
('MH', 'Marshall Islands', 'Oceania', '{}'),
('MK', 'North Macedonia', 'Europe', '{}'),
('ML', 'Mali', 'Africa', '{}'),
('MM', 'Myanmar', 'Asia', '{}'),
('MN', 'Mongolia', 'Asia', '{}'),
('MO', 'Macao', 'Asia', '{}'),
('MP', 'Northern Mariana Islands', 'Oceania', '{}'),
('MQ', 'Martinique', 'Americas', '{}'),
('MR', 'Mauritania', 'Africa', '{}'),
('MS', 'Montserrat', 'Americas', '{}'),
('MT', 'Malta', 'Europe', '{}'),
('MU', 'Mauritius', 'Africa', '{}'),
('MV', 'Maldives', 'Asia', '{}'),
('MW', 'Malawi', 'Africa', '{}'),
('MX', 'Mexico', 'Americas', '{}'),
('MY', 'Malaysia', 'Asia', '{}'),
('MZ', 'Mozambique', 'Africa', '{}'),
('NA', 'Namibia', 'Africa', '{}'),
('NC', 'New Caledonia', 'Oceania', '{}'),
('NE', 'Niger', 'Africa', '{}'),
('NF', 'Norfolk Island', 'Oceania', '{}'),
('NG', 'Nigeria', 'Africa', '{}'),
('NI', 'Nicaragua', 'Americas', '{}'),
('NL', 'Netherlands', 'Europe', '{}'),
('NO', 'Norway', 'Europe', '{}'),
('NP', 'Nepal', 'Asia', '{}'),
('NR', 'Nauru', 'Oceania', '{}'),
('NU', 'Niue', 'Oceania', '{}'),
('NZ', 'New Zealand', 'Oceania', '{}'),
('OM', 'Oman', 'Asia', '{}'),
('PA', 'Panama', 'Americas', '{}'),
('PE', 'Peru', 'Americas', '{}'),
('PF', 'French Polynesia', 'Oceania', '{}'),
('PG', 'Papua New Guinea', 'Oceania', '{}'),
('PH', 'Philippines', 'Asia', '{}'),
('PK', 'Pakistan', 'Asia', '{}'),
('PL', 'Poland', 'Europe', '{}'),
('PM', 'St. Pierre and Miquelon', 'Americas', '{}'),
('PN', 'Pitcairn Islands', 'Oceania', '{}'),
('PR', 'Puerto Rico', 'Americas', '{}'),
('PS', 'Palestine', 'Asia', '{}'),
('PT', 'Portugal', 'Europe', '{}'),
('PW', 'Palau', 'Oceania', '{}'),
('PY', 'Paraguay', 'Americas', '{}'),
('QA', 'Qatar', 'Asia', '{}'),
('RE', 'Réunion', 'Africa', '{}'),
('RO', 'Romania', 'Europe', '{}'),
('RS', 'Serbia', 'Europe', '{}'),
('RU', 'Russia', 'Europe', '{}'),
('RW', 'Rwanda', 'Africa', '{}'),
('SA', 'Saudi Arabia', 'Asia', '{}'),
('SB', 'Solomon Islands', 'Oceania', '{}'),
('SC', 'Seychelles', 'Africa', '{}'),
('SD', 'Sudan', 'Africa', '{}'),
('SE', 'Sweden', 'Europe', '{}'),
('SG', 'Singapore', 'Asia', '{}'),
('SH', 'St. Helena', 'Africa', '{}'),
('SI', 'Slovenia', 'Europe', '{}'),
('SJ', 'Svalbard and Jan Mayen', 'Europe', '{}'),
('SK', 'Slovakia', 'Europe', '{}'),
('SL', 'Sierra Leone', 'Africa', '{}'),
('SM', 'San Marino', 'Europe', '{}'),
('SN', 'Senegal', 'Africa', '{}'),
('SO', 'Somalia', 'Africa', '{}'),
('SR', 'Suriname', 'Americas', '{}'),
('SS', 'South Sudan', 'Africa', '{}'),
('ST', 'São Tomé and Príncipe', 'Africa', '{}'),
('SV', 'El Salvador', 'Americas', '{}'),
('SX', 'Sint Maarten', 'Americas', '{}'),
('SY', 'Syria', 'Asia', '{}'),
('SZ', 'Eswatini', 'Africa', '{}'),
('TC', 'Turks and Caicos Islands', 'Americas', '{}'),
('TD', 'Chad', 'Africa', '{}'),
('TF', 'French Southern Territories', 'Africa', '{}'),
('TG', 'Togo', 'Africa', '{}'),
('TH', 'Thailand', 'Asia', '{}'),
('TJ', 'Tajikistan', 'Asia', '{}'),
('TK', 'Tokelau', 'Oceania', '{}'),
('TL', 'Timor-Leste', 'Asia', '{}'),
('TM', 'Turkmenistan', 'Asia', '{}'),
('TN', 'Tunisia', 'Africa', '{}'),
('TO', 'Tonga', 'Oceania', '{}'),
('TR', 'Türkiye', 'Asia', '{}'),
('TT', 'Trinidad and Tobago', 'Americas', '{}'),
('TV', 'Tuvalu', 'Oceania', '{}'),
('TW', 'Taiwan', 'Asia', '{}'),
('TZ', 'Tanzania', 'Africa', '{}'),
('UA', 'Ukraine', 'Europe', '{}'),
('UG', 'Uganda', 'Africa', '{}'),
('UM', 'U.S. Outlying Islands', 'Oceania', '{}'),
('US', 'United States', 'Americas', '{}'),
('UY', 'Uruguay', 'Americas', '{}'),
('UZ', 'Uzbekistan', 'Asia', '{}'),
('VA', 'Vatican City', 'Europe', '{}'),
('VC', 'St. Vincent and Grenadines', 'Americas', '{}'),
('VE', 'Venezuela', 'Americas', '{}'),
('VG', 'British Virgin Islands', 'Americas', '{}'),
('VI', 'U.S. Virgin Islands', 'Americas', '{}'),
('VN', 'Vietnam', 'Asia', '{}'),
('VU', 'Vanuatu', 'Oceania', '{}'),
('WF', 'Wallis and Futuna', 'Oceania', '{}'),
('WS', 'Samoa', 'Oceania', '{}'),
('XK', 'Kosovo', 'Europe', '{}'),
('YE', 'Yemen', 'Asia', '{}'),
('YT', 'Mayotte', 'Africa', '{}'),
('ZA', 'South Africa', 'Africa', '{}'),
('ZM', 'Zambia', 'Africa', '{}'),
('ZW', 'Zimbabwe', 'Africa', '{}');
INSERT INTO "articles_housepage" ("id", "kind", "language", "title", "slug", "body", "position", "changed_at") VALUES
(1, 'about', 'en', 'About us', 'about-us', '<p>We read.</p>', 1, '2026-11-30 08:11:46.610245');
INSERT INTO "articles_section" ("id", "name", "slug", "names", "description", "position") VALUES
(1, 'South Asia', 'south-asia', '{"ur": "\u062c\u0646\u0648\u0628\u06cc \u0627\u06cc\u0634\u06cc\u0627"}', 'Of the rivers.', 1);
INSERT INTO "articles_told" ("entry_id") VALUES
(2),
(3),
(4),
(6),
(7),
(8),
(10),
(11),
(12),
(14),
(15),
(16),
(18),
(19),
(20),
(22),
(23),
(24),
(27),
(28),
(29),
(31),
(32),
(35),
(36),
(37),
(40),
(41),
(42),
(48),
(50),
(51),
(53),
(54),
(57),
(58),
(62),
(63),
(64),
(65),
(66),
(68),
(69);
INSERT INTO "articles_author" ("id", "name", "slug", "bio", "based_in", "user_id") VALUES
(1, 'Rana Aslam', 'rana-aslam', 'Writes about rivers.', '', 3);
INSERT INTO "articles_collection" ("id", "kind", "title", "slug", "about") VALUES
(1, 'series', 'Rivers', 'rivers', 'Of rivers.');
INSERT INTO "articles_edition" ("id", "number", "next_due") VALUES
(1, 20, '2099-01-01 08:00:00');
INSERT INTO "articles_frontarrangement" ("id", "begins_at", "note", "made_at", "withdrawn_at", "by_id", "withdrawn_by_id") VALUES
(1, '2026-11-30 08:11:46.566587', 'Morning', '2026-11-30 08:11:46.572119', NULL, 4, NULL);
INSERT INTO "articles_image" ("id", "token", "file", "width", "height", "fingerprint", "alt", "caption", "credit_line", "licence", "licence_until", "focal_x", "focal_y", "created_at", "created_by_id") VALUES
(1, 'o3ndO7ZtQmvtjlb9', 'pictures/o3ndO7ZtQmvtjlb9.jpg', 1200, 800, '0000000000000000', 'A gauge', 'The gauge', 'Rana Aslam', 'Own work', NULL, 0.5, 0.5, '2026-11-30 08:11:44.120723', 3);
INSERT INTO "articles_keystory" ("id", "context", "marked_at", "article_id", "by_id", "first_id", "second_id") VALUES
(1, 'The first gauge.', '2026-11-30 08:11:46.589280', 1, 4, 'AF', 'PK');
INSERT INTO "articles_message" ("id", "key", "concern", "note", "at", "inbox", "read_at", "mail", "tries", "next_try_at", "article_id", "by_id", "image_id", "to_id") VALUES
(1, 'log:2', 'submitted', '', '2026-11-30 08:11:44.176796', 1, NULL, 'sent', 1, NULL, 1, 3, NULL, 2),
(2, 'log:2', 'submitted', '', '2026-11-30 08:11:44.176796', 1, NULL, 'sent', 1, NULL, 1, 3, NULL, 4),
(3, 'log:3', 'approved', '', '2026-11-30 08:11:44.213856', 1, NULL, 'sent', 1, NULL, 1, 4, NULL, 3),
(4, 'log:3', 'approved', '', '2026-11-30 08:11:44.213856', 1, NULL, 'sent', 1, NULL, 1, 4, NULL, 2),
(5, 'log:3', 'approved', '', '2026-11-30 08:11:44.213856', 1, NULL, 'sent', 1, NULL, 1, 4, NULL, 5),
(6, 'log:4', 'published', '', '2026-11-30 08:11:44.284035', 1, NULL, 'sent', 1, NULL, 1, 5, NULL, 3),
(7, 'log:6', 'submitted', '', '2026-11-30 08:11:44.341936', 1, NULL, 'sent', 1, NULL, 2, 3, NULL, 2),
(8, 'log:6', 'submitted', '', '2026-11-30 08:11:44.341936', 1, NULL, 'sent', 1, NULL, 2, 3, NULL, 4),
(9, 'log:7', 'approved', '', '2026-11-30 08:11:44.365722', 1, NULL, 'sent', 1, NULL, 2, 4, NULL, 3),
(10, 'log:7', 'approved', '', '2026-11-30 08:11:44.365722', 1, NULL, 'sent', 1, NULL, 2, 4, NULL, 2),
(11, 'log:7', 'approved', '', '2026-11-30 08:11:44.365722', 1, NULL, 'sent', 1, NULL, 2, 4, NULL, 5),
(12, 'log:8', 'published', '', '2026-11-30 08:11:44.433868', 1, NULL, 'sent', 1, NULL, 2, 5, NULL, 3),
(13, 'log:10', 'submitted', '', '2026-11-30 08:11:44.465462', 1, NULL, 'sent', 1, NULL, 2, 3, NULL, 2),
(14, 'log:10', 'submitted', '', '2026-11-30 08:11:44.465462', 1, NULL, 'sent', 1, NULL, 2, 3, NULL, 4),
(15, 'log:11', 'approved', '', '2026-11-30 08:11:44.497641', 1, NULL, 'sent', 1, NULL, 2, 4, NULL, 3),
(16, 'log:11', 'approved', '', '2026-11-30 08:11:44.497641', 1, NULL, 'sent', 1, NULL, 2, 4, NULL, 2),
(17, 'log:11', 'approved', '', '2026-11-30 08:11:44.497641', 1, NULL, 'sent', 1, NULL, 2, 4, NULL, 5),
(18, 'log:12', 'published', 'The ferry leaves at ten, not at nine.', '2026-11-30 08:11:44.547090', 1, NULL, 'sent', 1, NULL, 2, 5, NULL, 3),
(19, 'log:14', 'submitted', '', '2026-11-30 08:11:44.617795', 1, NULL, 'sent', 1, NULL, 3, 3, NULL, 2),
(20, 'log:14', 'submitted', '', '2026-11-30 08:11:44.617795', 1, NULL, 'sent', 1, NULL, 3, 3, NULL, 4),
(21, 'log:15', 'approved', '', '2026-11-30 08:11:44.646023', 1, NULL, 'sent', 1, NULL, 3, 4, NULL, 3),
(22, 'log:15', 'approved', '', '2026-11-30 08:11:44.646023', 1, NULL, 'sent', 1, NULL, 3, 4, NULL, 2),
(23, 'log:15', 'approved', '', '2026-11-30 08:11:44.646023', 1, NULL, 'sent', 1, NULL, 3, 4, NULL, 5),
(24, 'log:16', 'published', '', '2026-11-30 08:11:44.713021', 1, NULL, 'sent', 1, NULL, 3, 5, NULL, 3),
(25, 'log:18', 'submitted', '', '2026-11-30 08:11:44.742472', 1, NULL, 'sent', 1, NULL, 3, 3, NULL, 2),
(26, 'log:18', 'submitted', '', '2026-11-30 08:11:44.742472', 1, NULL, 'sent', 1, NULL, 3, 3, NULL, 4),
(27, 'log:19', 'approved', '', '2026-11-30 08:11:44.793674', 1, NULL, 'sent', 1, NULL, 3, 4, NULL, 3),
(28, 'log:19', 'approved', '', '2026-11-30 08:11:44.793674', 1, NULL, 'sent', 1, NULL, 3, 4, NULL, 2),
(29, 'log:19', 'approved', '', '2026-11-30 08:11:44.793674', 1, NULL, 'sent', 1, NULL, 3, 4, NULL, 5),
(30, 'log:20', 'published', 'A slip of the pen.', '2026-11-30 08:11:44.877927', 1, NULL, 'sent', 1, NULL, 3, 5, NULL, 3),
(31, 'log:22', 'submitted', '', '2026-11-30 08:11:44.945185', 1, NULL, 'sent', 1, NULL, 4, 3, NULL, 2),
(32, 'log:22', 'submitted', '', '2026-11-30 08:11:44.945185', 1, NULL, 'sent', 1, NULL, 4, 3, NULL, 4),
(33, 'log:23', 'approved', '', '2026-11-30 08:11:44.980384', 1, NULL, 'sent', 1, NULL, 4, 4, NULL, 3),
(34, 'log:23', 'approved', '', '2026-11-30 08:11:44.980384', 1, NULL, 'sent', 1, NULL, 4, 4, NULL, 2),
(35, 'log:23', 'approved', '', '2026-11-30 08:11:44.980384', 1, NULL, 'sent', 1, NULL, 4, 4, NULL, 5),
(36, 'log:24', 'published', '', '2026-11-30 08:11:45.039145', 1, NULL, 'sent', 1, NULL, 4, 5, NULL, 3),
(37, 'log:27', 'submitted', '', '2026-11-30 08:11:45.133089', 1, NULL, 'sent', 1, NULL, 5, 3, NULL, 2),
(38, 'log:27', 'submitted', '', '2026-11-30 08:11:45.133089', 1, NULL, 'sent', 1, NULL, 5, 3, NULL, 4),
(39, 'log:28', 'approved', '', '2026-11-30 08:11:45.186117', 1, NULL, 'sent', 1, NULL, 5, 4, NULL, 3),
(40, 'log:28', 'approved', '', '2026-11-30 08:11:45.186117', 1, NULL, 'sent', 1, NULL, 5, 4, NULL, 2),
(41, 'log:28', 'approved', '', '2026-11-30 08:11:45.186117', 1, NULL, 'sent', 1, NULL, 5, 4, NULL, 5),
(42, 'log:29', 'published', '', '2026-11-30 08:11:45.233878', 1, NULL, 'sent', 1, NULL, 5, 5, NULL, 3),
(43, 'log:31', 'submitted', '', '2026-11-30 08:11:45.271625', 1, NULL, 'sent', 1, NULL, 5, 3, NULL, 2),
(44, 'log:31', 'submitted', '', '2026-11-30 08:11:45.271625', 1, NULL, 'sent', 1, NULL, 5, 3, NULL, 4),
(45, 'log:32', 'approved', '', '2026-11-30 08:11:45.301919', 1, NULL, 'sent', 1, NULL, 5, 4, NULL, 3),
(46, 'log:32', 'approved', '', '2026-11-30 08:11:45.301919', 1, NULL, 'sent', 1, NULL, 5, 4, NULL, 2),
(47, 'log:32', 'approved', '', '2026-11-30 08:11:45.301919', 1, NULL, 'sent', 1, NULL, 5, 4, NULL, 5),
(48, 'log:35', 'submitted', '', '2026-11-30 08:11:45.410153', 1, NULL, 'sent', 1, NULL, 6, 3, NULL, 2),
(49, 'log:35', 'submitted', '', '2026-11-30 08:11:45.410153', 1, NULL, 'sent', 1, NULL, 6, 3, NULL, 4),
(50, 'log:36', 'approved', '', '2026-11-30 08:11:45.452776', 1, NULL, 'sent', 1, NULL, 6, 4, NULL, 3),
(51, 'log:36', 'approved', '', '2026-11-30 08:11:45.452776', 1, NULL, 'sent', 1, NULL, 6, 4, NULL, 2),
(52, 'log:36', 'approved', '', '2026-11-30 08:11:45.452776', 1, NULL, 'sent', 1, NULL, 6, 4, NULL, 5),
(53, 'log:37', 'published', '', '2026-11-30 08:11:45.509264', 1, NULL, 'sent', 1, NULL, 6, 5, NULL, 3),
(54, 'log:40', 'submitted', '', '2026-11-30 08:11:45.592882', 1, NULL, 'sent', 1, NULL, 7, 3, NULL, 2),
(55, 'log:40', 'submitted', '', '2026-11-30 08:11:45.592882', 1, NULL, 'sent', 1, NULL, 7, 3, NULL, 4),
(56, 'log:41', 'approved', '', '2026-11-30 08:11:45.622625', 1, NULL, 'sent', 1, NULL, 7, 4, NULL, 3),
(57, 'log:41', 'approved', '', '2026-11-30 08:11:45.622625', 1, NULL, 'sent', 1, NULL, 7, 4, NULL, 2),
(58, 'log:41', 'approved', '', '2026-11-30 08:11:45.622625', 1, NULL, 'sent', 1, NULL, 7, 4, NULL, 5),
(59, 'log:42', 'published', '', '2026-11-30 08:11:45.686654', 1, NULL, 'sent', 1, NULL, 7, 5, NULL, 3),
(60, 'log:48', 'submitted', '', '2026-11-30 08:11:45.945317', 1, NULL, 'sent', 1, NULL, 10, 3, NULL, 2),
(61, 'log:48', 'submitted', '', '2026-11-30 08:11:45.945317', 1, NULL, 'sent', 1, NULL, 10, 3, NULL, 4),
(62, 'log:50', 'submitted', '', '2026-11-30 08:11:46.025691', 1, NULL, 'sent', 1, NULL, 11, 3, NULL, 2),
(63, 'log:50', 'submitted', '', '2026-11-30 08:11:46.025691', 1, NULL, 'sent', 1, NULL, 11, 3, NULL, 4),
(64, 'log:51', 'approved', '', '2026-11-30 08:11:46.063049', 1, NULL, 'sent', 1, NULL, 11, 4, NULL, 3),
(65, 'log:51', 'approved', '', '2026-11-30 08:11:46.063049', 1, NULL, 'sent', 1, NULL, 11, 4, NULL, 2),
(66, 'log:51', 'approved', '', '2026-11-30 08:11:46.063049', 1, NULL, 'sent', 1, NULL, 11, 4, NULL, 5),
(67, 'log:53', 'submitted', '', '2026-11-30 08:11:46.140002', 1, NULL, 'sent', 1, NULL, 12, 3, NULL, 2),
(68, 'log:53', 'submitted', '', '2026-11-30 08:11:46.140002', 1, NULL, 'sent', 1, NULL, 12, 3, NULL, 4),
(69, 'log:54', 'approved', '', '2026-11-30 08:11:46.160644', 1, NULL, 'sent', 1, NULL, 12, 4, NULL, 3),
(70, 'log:54', 'approved', '', '2026-11-30 08:11:46.160644', 1, NULL, 'sent', 1, NULL, 12, 4, NULL, 2),
(71, 'log:54', 'approved', '', '2026-11-30 08:11:46.160644', 1, NULL, 'sent', 1, NULL, 12, 4, NULL, 5),
(72, 'log:57', 'submitted', '', '2026-11-30 08:11:46.257720', 1, NULL, 'sent', 1, NULL, 13, 3, NULL, 2),
(73, 'log:57', 'submitted', '', '2026-11-30 08:11:46.257720', 1, NULL, 'sent', 1, NULL, 13, 3, NULL, 4),
(74, 'log:58', 'approved', '', '2026-11-30 08:11:46.295984', 1, NULL, 'sent', 1, NULL, 13, 4, NULL, 3),
(75, 'log:58', 'approved', '', '2026-11-30 08:11:46.295984', 1, NULL, 'sent', 1, NULL, 13, 4, NULL, 2),
(76, 'log:58', 'approved', '', '2026-11-30 08:11:46.295984', 1, NULL, 'sent', 1, NULL, 13, 4, NULL, 5),
(77, 'log:62', 'submitted', '', '2026-11-30 08:11:46.386575', 1, NULL, 'sent', 1, NULL, 14, 3, NULL, 2),
(78, 'log:62', 'submitted', '', '2026-11-30 08:11:46.386575', 1, NULL, 'sent', 1, NULL, 14, 3, NULL, 4),
(79, 'log:63', 'approved', '', '2026-11-30 08:11:46.402842', 1, NULL, 'sent', 1, NULL, 14, 4, NULL, 3),
(80, 'log:63', 'approved', '', '2026-11-30 08:11:46.402842', 1, NULL, 'sent', 1, NULL, 14, 4, NULL, 2),
(81, 'log:63', 'approved', '', '2026-11-30 08:11:46.402842', 1, NULL, 'sent', 1, NULL, 14, 4, NULL, 5),
(82, 'log:64', 'published', '', '2026-11-30 08:11:46.457355', 1, NULL, 'sent', 1, NULL, 14, 5, NULL, 3),
(83, 'log:65', 'mentioned', 'Who says so, @edith?', '2026-11-30 08:11:46.489943', 1, NULL, 'sent', 1, NULL, 9, 3, NULL, 4),
(84, 'log:69', 'assigned', 'Rana, due January 1, 2099, 08:00 UTC', '2026-11-30 08:11:46.550417', 1, NULL, 'sent', 1, NULL, 9, 4, NULL, 3);
INSERT INTO "articles_part" ("id", "position", "article_id", "collection_id") VALUES
(1, 1, 1, 1);
INSERT INTO "articles_pictureband" ("id", "code", "image_id") VALUES
(1, 0, 1),
(2, 2048, 1),
(3, 4096, 1),
(4, 6144, 1),
(5, 8192, 1),
(6, 10240, 1);
INSERT INTO "articles_pictureuse" ("id", "article_id", "image_id") VALUES
(2, 1, 1);
INSERT INTO "articles_plannedchange" ("id", "kind", "text", "shown", "made_at", "article_id", "by_id") VALUES
(1, 'update', 'It opens late.', 1, '2026-11-30 08:11:45.337409', 5, 5);
INSERT INTO "articles_revision" ("id", "number", "content", "note", "created_at", "article_id", "by_id") VALUES
(1, 1, '{"schema": 1, "headline": "Two ministries agree on one river gauge", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "about"}], "lead_image": 1, "language": "en", "slug": "", "backstory": "Three visits.", "original": null}', '', '2026-11-30 08:11:44.130735', 1, 3),
(2, 1, '{"schema": 1, "headline": "The ferry leaves at nine", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:44.310574', 2, 3),
(3, 2, '{"schema": 1, "headline": "The ferry leaves at ten", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Wednesday.</p><blockquote><p>We agree.</p>Ali Khan</blockquote>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:44.457604', 2, 3),
(4, 1, '{"schema": 1, "headline": "A dam is full", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:44.579183', 3, 3),
(5, 2, '{"schema": 1, "headline": "A dam is full", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Monday.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:44.734189', 3, 3),
(6, 1, '{"schema": 1, "headline": "Wells run dry", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:44.903437', 4, 3),
(7, 2, '{"schema": 1, "headline": "Wells run dry again", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.081494', 4, 3),
(8, 1, '{"schema": 1, "headline": "A bridge opens", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.090344', 5, 3),
(9, 2, '{"schema": 1, "headline": "A bridge opens late", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.263993', 5, 3),
(10, 1, '{"schema": 1, "headline": "Somebody made it up", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.374981', 6, 3),
(11, 1, '{"schema": 1, "headline": "This names a minor", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.560670', 7, 3),
(12, 1, '{"schema": 1, "headline": "Nobody wants this", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.834531', 8, 3),
(13, 1, '{"schema": 1, "headline": "A draft about snow", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.888232', 9, 3),
(14, 1, '{"schema": 1, "headline": "In review: the pass", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.921048', 10, 3),
(15, 1, '{"schema": 1, "headline": "Approved: the tunnel", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:45.976313', 11, 3),
(16, 1, '{"schema": 1, "headline": "Scheduled: the budget", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:46.097525', 12, 3),
(17, 1, '{"schema": 1, "headline": "Embargoed: the report", "standfirst": "Read by both sides.", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>ENGINEERS met on Tuesday at the gauge.</p><p>They will meet again.</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["Water", "Diplomacy"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "en", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:46.219251', 13, 3),
(18, 1, '{"schema": 1, "headline": "\u062f\u0631\u06cc\u0627 \u06a9\u0627 \u0646\u06cc\u0627 \u067e\u06cc\u0645\u0627\u0646\u06c1", "standfirst": "\u062f\u0648\u0646\u0648\u06ba \u0645\u0645\u0627\u0644\u06a9 \u0627\u0633\u06d2 \u067e\u0691\u06be\u06cc\u06ba \u06af\u06d2\u06d4", "label": "", "genre": "news", "dateline": "Quetta", "dated": null, "body": "<p>\u0627\u0646\u062c\u06cc\u0646\u0626\u0631 \u0645\u0646\u06af\u0644 \u06a9\u0648 \u0645\u0644\u06d2\u06d4</p>", "credits": [{"author": 1, "role": "writer"}], "section": 1, "tags": ["\u067e\u0627\u0646\u06cc", "Watr"], "countries": [{"code": "PK", "role": "about"}, {"code": "AF", "role": "mentioned"}], "lead_image": null, "language": "ur", "slug": "", "backstory": "", "original": null}', '', '2026-11-30 08:11:46.354875', 14, 3);
INSERT INTO "articles_note" ("id", "guest", "text", "mark", "blocking", "block", "start", "end", "quote", "suggestion", "outcome", "created_at", "resolved_at", "article_id", "by_id", "parent_id", "resolved_by_id", "revision_id") VALUES
(1, '', 'Who says so, @edith?', '', 0, NULL, NULL, NULL, '', NULL, '', '2026-11-30 08:11:46.481957', '2026-11-30 08:11:46.519508', 9, 3, NULL, 4, 13),
(2, '', 'I ask them.', '', 0, NULL, NULL, NULL, '', NULL, '', '2026-11-30 08:11:46.503298', NULL, 9, 4, 1, NULL, 13),
(3, '', 'Check the name.', '', 0, NULL, NULL, NULL, '', NULL, '', '2026-11-30 08:11:46.525355', NULL, 1, 4, NULL, NULL, 1);
INSERT INTO "articles_note_mentions" ("id", "note_id", "user_id") VALUES
(1, 1, 4);
INSERT INTO "articles_correction" ("id", "kind", "text", "shown", "created_at", "article_id", "by_id", "after_id", "before_id") VALUES
(1, 'correction', 'The ferry leaves at ten, not at nine.', 1, '2026-11-30 08:11:44.522361', 2, 5, 3, 2);
INSERT INTO "articles_searchword" ("word", "stories") VALUES
('river', 1),
('met', 5),
('at', 4),
('they', 3),
('the', 4),
('aslam', 6),
('by', 5),
('agree', 2),
('ministries', 1),
('sides', 5),
('quetta', 6),
('two', 1),
('one', 1),
('gauge', 3),
('read', 5),
('will', 3),
('both', 5),
('on', 5),
('again', 3),
('meet', 3),
('rana', 6),
('tuesday', 3),
('engineers', 5),
('ten', 1),
('ali', 1),
('we', 1),
('ferry', 1),
('khan', 1),
('wednesday', 1),
('leaves', 1),
('monday', 1),
('a', 2),
('is', 1),
('dam', 1),
('full', 1),
('run', 1),
('dry', 1),
('wells', 1),
('opens', 1),
('bridge', 1),
('کا', 1),
('دریا', 1),
('کو', 1),
('دونوں', 1),
('نیا', 1),
('ممالک', 1),
('اسے', 1),
('گے', 1),
('پڑهیں', 1),
('پیمانه', 1),
('انجینیر', 1),
('منگل', 1),
('ملے', 1);
INSERT INTO "articles_frontplace" ("id", "slot", "position", "until", "arrangement_id", "article_id", "country_id", "section_id") VALUES
(1, 'lead', 0, NULL, 1, 1, NULL, NULL),
(2, 'secondary', 1, NULL, 1, 2, NULL, NULL),
(3, 'country', 2, NULL, 1, NULL, 'PK', NULL);
INSERT INTO "articles_sharelink" ("id", "label", "digest", "may_comment", "expires_at", "created_at", "revoked_at", "article_id", "created_by_id", "revision_id", "revoked_by_id") VALUES
(1, 'The ministry', 'a11c0af6bf653b813794fa3fc71caab2eec3d91dbfc8d1bdbb89654ca3511229', 1, '2026-12-07 08:11:46.565554', '2026-11-30 08:11:46.565791', NULL, 9, 3, NULL, NULL);
INSERT INTO "articles_tag" ("id", "name", "slug", "into_id") VALUES
(1, 'Water', 'water', NULL),
(2, 'Diplomacy', 'diplomacy', NULL),
(3, 'پانی', 'پانی', NULL),
(4, 'Watr', 'watr', 1);
INSERT INTO "articles_tagging" ("id", "content_object_id", "tag_id") VALUES
(1, 1, 1),
(2, 1, 2),
(3, 2, 1),
(4, 2, 2),
(5, 3, 1),
(6, 3, 2),
(7, 4, 1),
(8, 4, 2),
(9, 5, 1),
(10, 5, 2),
(11, 6, 1),
(12, 6, 2),
(13, 7, 1),
(14, 7, 2),
(15, 8, 1),
(16, 8, 2),
(17, 9, 1),
(18, 9, 2),
(19, 10, 1),
(20, 10, 2),
(21, 11, 1),
(22, 11, 2),
(23, 12, 1),
(24, 12, 2),
(25, 13, 1),
(26, 13, 2),
(27, 14, 3),
(28, 14, 1);
INSERT INTO "articles_tagmerge" ("id", "stories", "at", "undone_at", "by_id", "into_id", "tag_id", "undone_by_id") VALUES
(1, 1, '2026-11-30 08:11:46.598968', NULL, 4, 1, 4, NULL);
INSERT INTO "articles_assignment" ("id", "due_at", "at", "number", "article_id", "by_id", "to_id") VALUES
(1, '2099-01-01 08:00:00', '2026-11-30 08:11:46.539034', 1, 9, 4, 3);
INSERT INTO "articles_countrymention" ("id", "role", "position", "article_id", "country_id") VALUES
(3, 'about', 0, 1, 'PK'),
(4, 'about', 1, 1, 'AF'),
(9, 'about', 0, 2, 'PK'),
(10, 'mentioned', 1, 2, 'AF'),
(15, 'about', 0, 3, 'PK'),
(16, 'mentioned', 1, 3, 'AF'),
(19, 'about', 0, 4, 'PK'),
(20, 'mentioned', 1, 4, 'AF'),
(25, 'about', 0, 5, 'PK'),
(26, 'mentioned', 1, 5, 'AF'),
(31, 'about', 0, 6, 'PK'),
(32, 'mentioned', 1, 6, 'AF'),
(37, 'about', 0, 7, 'PK'),
(38, 'mentioned', 1, 7, 'AF'),
(39, 'about', 0, 8, 'PK'),
(40, 'mentioned', 1, 8, 'AF'),
(41, 'about', 0, 9, 'PK'),
(42, 'mentioned', 1, 9, 'AF'),
(43, 'about', 0, 10, 'PK'),
(44, 'mentioned', 1, 10, 'AF'),
(45, 'about', 0, 11, 'PK'),
(46, 'mentioned', 1, 11, 'AF'),
(49, 'about', 0, 12, 'PK'),
(50, 'mentioned', 1, 12, 'AF'),
(53, 'about', 0, 13, 'PK'),
(54, 'mentioned', 1, 13, 'AF'),
(57, 'about', 0, 14, 'PK'),
(58, 'mentioned', 1, 14, 'AF');
INSERT INTO "articles_credit" ("id", "role", "position", "article_id", "author_id") VALUES
(2, 'writer', 0, 1, 1),
(5, 'writer', 0, 2, 1),
(8, 'writer', 0, 3, 1),
(10, 'writer', 0, 4, 1),
(13, 'writer', 0, 5, 1),
(16, 'writer', 0, 6, 1),
(19, 'writer', 0, 7, 1),
(20, 'writer', 0, 8, 1),
(21, 'writer', 0, 9, 1),
(22, 'writer', 0, 10, 1),
(23, 'writer', 0, 11, 1),
(25, 'writer', 0, 12, 1),
(27, 'writer', 0, 13, 1),
(29, 'writer', 0, 14, 1);
INSERT INTO "articles_article" ("id", "slugline", "standing", "stage", "publish_at", "embargo", "change_at", "updated_at", "notice", "filed_digest", "created_at", "changed_at", "slug", "headline", "standfirst", "label", "genre", "dateline", "language", "words", "original_number", "created_by_id", "lead_image_id", "approved_id", "head_id", "live_id", "section_id", "original_id") VALUES
(1, '', 'published', 'done', '2026-11-30 08:11:44.240000', NULL, NULL, NULL, '', '', '2026-11-30 08:11:44.122820', '2026-11-30 08:11:44.242750', 'two-ministries-agree-on-one-river-gauge', 'Two ministries agree on one river gauge', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, 1, 1, 1, 1, 1, NULL),
(2, '', 'published', 'done', '2026-11-30 08:11:44.404000', NULL, NULL, '2026-11-30 08:11:44.520000', '', '', '2026-11-30 08:11:44.309584', '2026-11-30 08:11:44.522661', 'the-ferry-leaves-at-nine', 'The ferry leaves at ten', 'Read by both sides.', '', 'news', 'Quetta', 'en', 8, NULL, 3, NULL, 3, 3, 3, 1, NULL),
(3, '', 'published', 'done', '2026-11-30 08:11:44.683000', NULL, NULL, '2026-11-30 08:11:44.837000', '', '', '2026-11-30 08:11:44.571419', '2026-11-30 08:11:44.838877', 'a-dam-is-full', 'A dam is full', 'Read by both sides.', '', 'news', 'Quetta', 'en', 4, NULL, 3, NULL, 5, 5, 5, 1, NULL),
(4, '', 'published', 'draft', '2026-11-30 08:11:45.005000', NULL, NULL, NULL, '', '', '2026-11-30 08:11:44.902656', '2026-11-30 08:11:45.081678', 'wells-run-dry', 'Wells run dry', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 6, 7, 6, 1, NULL),
(5, '', 'published', 'scheduled', '2026-11-30 08:11:45.207000', NULL, '2099-01-01 08:00:00', NULL, '', '', '2026-11-30 08:11:45.083262', '2026-11-30 08:11:45.337692', 'a-bridge-opens', 'A bridge opens', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 9, 9, 8, 1, NULL),
(6, '', 'retracted', 'done', '2026-11-30 08:11:45.476000', NULL, NULL, NULL, 'The interviews were invented.', '', '2026-11-30 08:11:45.374220', '2026-11-30 08:11:45.533017', 'somebody-made-it-up', 'Somebody made it up', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 10, 10, 10, 1, NULL),
(7, '', 'killed', 'done', '2026-11-30 08:11:45.659000', NULL, NULL, NULL, '', '', '2026-11-30 08:11:45.559673', '2026-11-30 08:11:45.748850', 'this-names-a-minor', 'This names a minor', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 11, 11, 11, 1, NULL),
(8, '', 'unpublished', 'spiked', NULL, NULL, NULL, NULL, '', '', '2026-11-30 08:11:45.833568', '2026-11-30 08:11:45.877989', 'nobody-wants-this', 'Nobody wants this', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, NULL, 12, NULL, 1, NULL),
(9, '', 'unpublished', 'draft', NULL, NULL, NULL, NULL, '', '', '2026-11-30 08:11:45.879246', '2026-11-30 08:11:45.888442', 'a-draft-about-snow', 'A draft about snow', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, NULL, 13, NULL, 1, NULL),
(10, '', 'unpublished', 'in_review', NULL, NULL, NULL, NULL, '', '', '2026-11-30 08:11:45.920180', '2026-11-30 08:11:45.944542', 'in-review-the-pass', 'In review: the pass', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, NULL, 14, NULL, 1, NULL),
(11, '', 'unpublished', 'approved', NULL, NULL, NULL, NULL, '', '', '2026-11-30 08:11:45.971227', '2026-11-30 08:11:46.062338', 'approved-the-tunnel', 'Approved: the tunnel', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 15, 15, NULL, 1, NULL),
(12, '', 'published', 'scheduled', '2099-01-01 08:00:00', NULL, NULL, NULL, '', '', '2026-11-30 08:11:46.096827', '2026-11-30 08:11:46.189105', 'scheduled-the-budget', 'Scheduled: the budget', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 16, 16, 16, 1, NULL),
(13, '', 'published', 'scheduled', '2098-01-01 00:00:00', '2099-01-01 08:00:00', NULL, NULL, '', '', '2026-11-30 08:11:46.214406', '2026-11-30 08:11:46.324767', 'embargoed-the-report', 'Embargoed: the report', 'Read by both sides.', '', 'news', 'Quetta', 'en', 11, NULL, 3, NULL, 17, 17, 17, 1, NULL),
(14, '', 'published', 'done', '2026-11-30 08:11:46.426000', NULL, NULL, NULL, '', '', '2026-11-30 08:11:46.353910', '2026-11-30 08:11:46.432698', 'دریا-کا-نیا-پیمانہ', 'دریا کا نیا پیمانہ', 'دونوں ممالک اسے پڑھیں گے۔', '', 'news', 'Quetta', 'ur', 4, NULL, 3, NULL, 18, 18, 18, 1, NULL);
INSERT INTO "articles_search" (rowid, headline, standfirst, people, body, headline_stems, standfirst_stems, people_stems, body_stems) VALUES
(1, 'two ministries agree on one river gauge', 'read by both sides quetta', 'rana aslam', 'engineers met on tuesday at the gauge they will meet again', 'two ministri agre on one river gaug', 'read by both side quetta', 'rana aslam', 'engin met on tuesday at the gaug they will meet again'),
(2, 'the ferry leaves at ten', 'read by both sides quetta', 'rana aslam', 'engineers met on wednesday we agree ali khan', 'the ferri leav at ten', 'read by both side quetta', 'rana aslam', 'engin met on wednesday we agre ali khan'),
(3, 'a dam is full', 'read by both sides quetta', 'rana aslam', 'engineers met on monday', 'a dam is full', 'read by both side quetta', 'rana aslam', 'engin met on monday'),
(4, 'wells run dry', 'read by both sides quetta', 'rana aslam', 'engineers met on tuesday at the gauge they will meet again', 'well run dri', 'read by both side quetta', 'rana aslam', 'engin met on tuesday at the gaug they will meet again'),
(5, 'a bridge opens', 'read by both sides quetta', 'rana aslam', 'engineers met on tuesday at the gauge they will meet again', 'a bridg open', 'read by both side quetta', 'rana aslam', 'engin met on tuesday at the gaug they will meet again'),
(14, 'دریا کا نیا پیمانه', 'دونوں ممالک اسے پڑهیں گے quetta', 'rana aslam', 'انجینیر منگل کو ملے', 'دریا کا نیا پیمانه', 'دونوں ممالک اسے پڑهیں گے quetta', 'rana aslam', 'انجینیر منگل کو ملے');
INSERT INTO "django_content_type" ("id", "app_label", "model") VALUES
(1, 'taggit', 'tag'),
(2, 'taggit', 'taggeditem'),
(3, 'articles', 'article'),
(4, 'articles', 'auditentry'),
(5, 'articles', 'country'),
(6, 'articles', 'housepage'),
(7, 'articles', 'section'),
(8, 'articles', 'searchentry'),
(9, 'articles', 'told'),
(10, 'articles', 'author'),
(11, 'articles', 'collection'),
(12, 'articles', 'edition'),
(13, 'articles', 'frontarrangement'),
(14, 'articles', 'image'),
(15, 'articles', 'keystory'),
(16, 'articles', 'linkstate'),
(17, 'articles', 'message'),
(18, 'articles', 'messagechoice'),
(19, 'articles', 'oldaddress'),
(20, 'articles', 'part'),
(21, 'articles', 'pictureband'),
(22, 'articles', 'pictureuse'),
(23, 'articles', 'plannedchange'),
(24, 'articles', 'presence'),
(25, 'articles', 'quote'),
(26, 'articles', 'revision'),
(27, 'articles', 'note'),
(28, 'articles', 'nocountry'),
(29, 'articles', 'correction'),
(30, 'articles', 'searchword'),
(31, 'articles', 'frontplace'),
(32, 'articles', 'sharelink'),
(33, 'articles', 'sharevisit'),
(34, 'articles', 'tag'),
(35, 'articles', 'tagging'),
(36, 'articles', 'tagmerge'),
(37, 'articles', 'workingcopy'),
(38, 'articles', 'assignment'),
(39, 'articles', 'countrymention'),
(40, 'articles', 'countrysuggestion'),
(41, 'articles', 'credit'),
(42, 'admin', 'logentry'),
(43, 'auth', 'permission'),
(44, 'auth', 'group'),
(45, 'auth', 'user'),
(46, 'contenttypes', 'contenttype'),
(47, 'sessions', 'session');
INSERT INTO "auth_permission" ("id", "content_type_id", "codename", "name") VALUES
(1, 1, 'add_tag', 'Can add tag'),
(2, 1, 'change_tag', 'Can change tag'),
(3, 1, 'delete_tag', 'Can delete tag'),
(4, 1, 'view_tag', 'Can view tag'),
(5, 2, 'add_taggeditem', 'Can add tagged item'),
(6, 2, 'change_taggeditem', 'Can change tagged item'),
(7, 2, 'delete_taggeditem', 'Can delete tagged item'),
(8, 2, 'view_taggeditem', 'Can view tagged item'),
(9, 3, 'add_article', 'Can add story'),
(10, 3, 'change_article', 'Can change story'),
(11, 3, 'delete_article', 'Can delete story'),
(12, 3, 'view_article', 'Can view story'),
(13, 3, 'review_article', 'Can edit and approve any story'),
(14, 3, 'publish_article', 'Can publish stories'),
(15, 4, 'add_auditentry', 'Can add log entry'),
(16, 4, 'change_auditentry', 'Can change log entry'),
(17, 4, 'delete_auditentry', 'Can delete log entry'),
(18, 4, 'view_auditentry', 'Can view log entry'),
(19, 5, 'add_country', 'Can add country'),
(20, 5, 'change_country', 'Can change country'),
(21, 5, 'delete_country', 'Can delete country'),
(22, 5, 'view_country', 'Can view country'),
(23, 6, 'add_housepage', 'Can add page about the house'),
(24, 6, 'change_housepage', 'Can change page about the house'),
(25, 6, 'delete_housepage', 'Can delete page about the house'),
(26, 6, 'view_housepage', 'Can view page about the house'),
(27, 7, 'add_section', 'Can add section'),
(28, 7, 'change_section', 'Can change section'),
(29, 7, 'delete_section', 'Can delete section'),
(30, 7, 'view_section', 'Can view section'),
(31, 8, 'add_searchentry', 'Can add search entry'),
(32, 8, 'change_searchentry', 'Can change search entry'),
(33, 8, 'delete_searchentry', 'Can delete search entry'),
(34, 8, 'view_searchentry', 'Can view search entry'),
(35, 9, 'add_told', 'Can add told'),
(36, 9, 'change_told', 'Can change told'),
(37, 9, 'delete_told', 'Can delete told'),
(38, 9, 'view_told', 'Can view told'),
(39, 10, 'add_author', 'Can add author'),
(40, 10, 'change_author', 'Can change author'),
(41, 10, 'delete_author', 'Can delete author'),
(42, 10, 'view_author', 'Can view author'),
(43, 11, 'add_collection', 'Can add series or package'),
(44, 11, 'change_collection', 'Can change series or package'),
(45, 11, 'delete_collection', 'Can delete series or package'),
(46, 11, 'view_collection', 'Can view series or package'),
(47, 12, 'add_edition', 'Can add edition'),
(48, 12, 'change_edition', 'Can change edition'),
(49, 12, 'delete_edition', 'Can delete edition'),
(50, 12, 'view_edition', 'Can view edition'),
(51, 13, 'add_frontarrangement', 'Can add front page'),
(52, 13, 'change_frontarrangement', 'Can change front page'),
(53, 13, 'delete_frontarrangement', 'Can delete front page'),
(54, 13, 'view_frontarrangement', 'Can view front page'),
(55, 13, 'arrange_front', 'Can arrange the front page'),
(56, 14, 'add_image', 'Can add picture'),
(57, 14, 'change_image', 'Can change picture'),
(58, 14, 'delete_image', 'Can delete picture'),
(59, 14, 'view_image', 'Can view picture'),
(60, 15, 'add_keystory', 'Can add key story'),
(61, 15, 'change_keystory', 'Can change key story'),
(62, 15, 'delete_keystory', 'Can delete key story'),
(63, 15, 'view_keystory', 'Can view key story'),
(64, 16, 'add_linkstate', 'Can add link'),
(65, 16, 'change_linkstate', 'Can change link'),
(66, 16, 'delete_linkstate', 'Can delete link'),
(67, 16, 'view_linkstate', 'Can view link'),
(68, 17, 'add_message', 'Can add message'),
(69, 17, 'change_message', 'Can change message'),
(70, 17, 'delete_message', 'Can delete message'),
(71, 17, 'view_message', 'Can view message'),
(72, 18, 'add_messagechoice', 'Can add message choice'),
(73, 18, 'change_messagechoice', 'Can change message choice'),
(74, 18, 'delete_messagechoice', 'Can delete message choice'),
(75, 18, 'view_messagechoice', 'Can view message choice'),
(76, 19, 'add_oldaddress', 'Can add old address'),
(77, 19, 'change_oldaddress', 'Can change old address'),
(78, 19, 'delete_oldaddress', 'Can delete old address'),
(79, 19, 'view_oldaddress', 'Can view old address'),
(80, 20, 'add_part', 'Can add part'),
(81, 20, 'change_part', 'Can change part'),
(82, 20, 'delete_part', 'Can delete part'),
(83, 20, 'view_part', 'Can view part'),
(84, 21, 'add_pictureband', 'Can add picture band'),
(85, 21, 'change_pictureband', 'Can change picture band'),
(86, 21, 'delete_pictureband', 'Can delete picture band'),
(87, 21, 'view_pictureband', 'Can view picture band'),
(88, 22, 'add_pictureuse', 'Can add picture use'),
(89, 22, 'change_pictureuse', 'Can change picture use'),
(90, 22, 'delete_pictureuse', 'Can delete picture use'),
(91, 22, 'view_pictureuse', 'Can view picture use'),
(92, 23, 'add_plannedchange', 'Can add planned change'),
(93, 23, 'change_plannedchange', 'Can change planned change'),
(94, 23, 'delete_plannedchange', 'Can delete planned change'),
(95, 23, 'view_plannedchange', 'Can view planned change'),
(96, 24, 'add_presence', 'Can add presence'),
(97, 24, 'change_presence', 'Can change presence'),
(98, 24, 'delete_presence', 'Can delete presence'),
(99, 24, 'view_presence', 'Can view presence'),
(100, 25, 'add_quote', 'Can add quote'),
(101, 25, 'change_quote', 'Can change quote'),
(102, 25, 'delete_quote', 'Can delete quote'),
(103, 25, 'view_quote', 'Can view quote'),
(104, 26, 'add_revision', 'Can add version'),
(105, 26, 'change_revision', 'Can change version'),
(106, 26, 'delete_revision', 'Can delete version'),
(107, 26, 'view_revision', 'Can view version'),
(108, 27, 'add_note', 'Can add note'),
(109, 27, 'change_note', 'Can change note'),
(110, 27, 'delete_note', 'Can delete note'),
(111, 27, 'view_note', 'Can view note'),
(112, 28, 'add_nocountry', 'Can add story without a country'),
(113, 28, 'change_nocountry', 'Can change story without a country'),
(114, 28, 'delete_nocountry', 'Can delete story without a country'),
(115, 28, 'view_nocountry', 'Can view story without a country'),
(116, 29, 'add_correction', 'Can add correction'),
(117, 29, 'change_correction', 'Can change correction'),
(118, 29, 'delete_correction', 'Can delete correction'),
(119, 29, 'view_correction', 'Can view correction'),
(120, 30, 'add_searchword', 'Can add search word'),
(121, 30, 'change_searchword', 'Can change search word'),
(122, 30, 'delete_searchword', 'Can delete search word'),
(123, 30, 'view_searchword', 'Can view search word'),
(124, 31, 'add_frontplace', 'Can add front place'),
(125, 31, 'change_frontplace', 'Can change front place'),
(126, 31, 'delete_frontplace', 'Can delete front place'),
(127, 31, 'view_frontplace', 'Can view front place'),
(128, 32, 'add_sharelink', 'Can add shared preview'),
(129, 32, 'change_sharelink', 'Can change shared preview'),
(130, 32, 'delete_sharelink', 'Can delete shared preview'),
(131, 32, 'view_sharelink', 'Can view shared preview'),
(132, 33, 'add_sharevisit', 'Can add visit'),
(133, 33, 'change_sharevisit', 'Can change visit'),
(134, 33, 'delete_sharevisit', 'Can delete visit'),
(135, 33, 'view_sharevisit', 'Can view visit'),
(136, 34, 'add_tag', 'Can add tag'),
(137, 34, 'change_tag', 'Can change tag'),
(138, 34, 'delete_tag', 'Can delete tag'),
(139, 34, 'view_tag', 'Can view tag'),
(140, 35, 'add_tagging', 'Can add tagging'),
(141, 35, 'change_tagging', 'Can change tagging'),
(142, 35, 'delete_tagging', 'Can delete tagging'),
(143, 35, 'view_tagging', 'Can view tagging'),
(144, 36, 'add_tagmerge', 'Can add merging of tags'),
(145, 36, 'change_tagmerge', 'Can change merging of tags'),
(146, 36, 'delete_tagmerge', 'Can delete merging of tags'),
(147, 36, 'view_tagmerge', 'Can view merging of tags'),
(148, 37, 'add_workingcopy', 'Can add working copy'),
(149, 37, 'change_workingcopy', 'Can change working copy'),
(150, 37, 'delete_workingcopy', 'Can delete working copy'),
(151, 37, 'view_workingcopy', 'Can view working copy'),
(152, 38, 'add_assignment', 'Can add assignment'),
(153, 38, 'change_assignment', 'Can change assignment'),
(154, 38, 'delete_assignment', 'Can delete assignment'),
(155, 38, 'view_assignment', 'Can view assignment'),
(156, 39, 'add_countrymention', 'Can add country mention'),
(157, 39, 'change_countrymention', 'Can change country mention'),
(158, 39, 'delete_countrymention', 'Can delete country mention'),
(159, 39, 'view_countrymention', 'Can view country mention'),
(160, 40, 'add_countrysuggestion', 'Can add suggested country'),
(161, 40, 'change_countrysuggestion', 'Can change suggested country'),
(162, 40, 'delete_countrysuggestion', 'Can delete suggested country'),
(163, 40, 'view_countrysuggestion', 'Can view suggested country'),
(164, 41, 'add_credit', 'Can add credit'),
(165, 41, 'change_credit', 'Can change credit'),
(166, 41, 'delete_credit', 'Can delete credit'),
(167, 41, 'view_credit', 'Can view credit'),
(168, 42, 'add_logentry', 'Can add log entry'),
(169, 42, 'change_logentry', 'Can change log entry'),
(170, 42, 'delete_logentry', 'Can delete log entry'),
(171, 42, 'view_logentry', 'Can view log entry'),
(172, 43, 'add_permission', 'Can add permission'),
(173, 43, 'change_permission', 'Can change permission'),
(174, 43, 'delete_permission', 'Can delete permission'),
(175, 43, 'view_permission', 'Can view permission'),
(176, 44, 'add_group', 'Can add group'),
(177, 44, 'change_group', 'Can change group'),
(178, 44, 'delete_group', 'Can delete group'),
(179, 44, 'view_group', 'Can view group'),
(180, 45, 'add_user', 'Can add user'),
(181, 45, 'change_user', 'Can change user'),
(182, 45, 'delete_user', 'Can delete user'),
(183, 45, 'view_user', 'Can view user'),
(184, 46, 'add_contenttype', 'Can add content type'),
(185, 46, 'change_contenttype', 'Can change content type'),
(186, 46, 'delete_contenttype', 'Can delete content type'),
(187, 46, 'view_contenttype', 'Can view content type'),
(188, 47, 'add_session', 'Can add session'),
(189, 47, 'change_session', 'Can change session'),
(190, 47, 'delete_session', 'Can delete session'),
(191, 47, 'view_session', 'Can view session');
INSERT INTO "auth_group" ("id", "name") VALUES
(1, 'Reporters'),
(2, 'Editors'),
(3, 'Publishers'),
(4, 'Interns');
INSERT INTO "auth_user" ("id", "password", "last_login", "is_superuser", "username", "last_name", "email", "is_staff", "is_active", "date_joined", "first_name") VALUES
(2, 'pbkdf2_sha256$1000$admin-salt$1gzv5Gv3HFFRspF6WYSKMnRP+HHu0buLfUk4mIKNNYs=', '2026-11-30 08:11:46.621062', 1, 'admin', '', 'admin@news.example', 1, 1, '2026-11-30 08:11:43.975287', 'Admin'),
(3, 'pbkdf2_sha256$1000$rana-salt$B0fN4warI0hH58yYS4aeuyKTrUuUqkPjEDG89RaBMqM=', NULL, 0, 'rana', '', 'rana@news.example', 1, 1, '2026-11-30 08:11:43.981236', 'Rana'),
(4, 'pbkdf2_sha256$1000$edith-salt$tLfnaxTnvAsIfwiiRktQByaeqBCAqoL+MrQQel3Ny9w=', NULL, 0, 'edith', '', 'edith@news.example', 1, 1, '2026-11-30 08:11:43.982932', 'Edith'),
(5, 'pbkdf2_sha256$1000$paul-salt$qVwyLfCvnRaqpZoXKbQqBbVxD1jk6y2T7X7xmpnhOFk=', NULL, 0, 'paul', '', 'paul@news.example', 1, 1, '2026-11-30 08:11:43.992899', 'Paul'),
(6, 'pbkdf2_sha256$1000$ida-salt$7VaZpfhyDi0FQ20w8l5mnd1rDUfMSlvT+PaOIl7rUHs=', NULL, 0, 'ida', '', 'ida@news.example', 1, 0, '2026-01-01 08:00:00', 'Ida');
INSERT INTO "django_session" ("session_key", "session_data", "expire_date") VALUES
('rrkiztc7dutirn0xkote55z3njc4k61e', '.eJxVjMsOwiAQRf-FtSEDfTC4dN9vIDMDStVAUtqV8d-1SRe6veec-1KBtjWHraUlzFGdlVWn341JHqnsIN6p3KqWWtZlZr0r-qBNTzWm5-Vw_w4ytfytHQ-2S4kRgT0hYj9ix9AZZEPOW_YgHpxNgkKGCK4OZKTB9ywABtX7A9FWN2g:1xXwUE:Kz_Gm146rNVpyFIYbJoQNOyleFlbBIuuXzxTJzAwgQw', '2099-01-01 00:00:00');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('articles_article', 14);
INSERT INTO sqlite_sequence VALUES ('articles_assignment', 1);
INSERT INTO sqlite_sequence VALUES ('articles_auditentry', 71);
INSERT INTO sqlite_sequence VALUES ('articles_author', 1);
INSERT INTO sqlite_sequence VALUES ('articles_collection', 1);
INSERT INTO sqlite_sequence VALUES ('articles_correction', 1);
INSERT INTO sqlite_sequence VALUES ('articles_countrymention', 58);
INSERT INTO sqlite_sequence VALUES ('articles_credit', 29);
INSERT INTO sqlite_sequence VALUES ('articles_edition', 1);
INSERT INTO sqlite_sequence VALUES ('articles_frontarrangement', 1);
INSERT INTO sqlite_sequence VALUES ('articles_frontplace', 3);
INSERT INTO sqlite_sequence VALUES ('articles_housepage', 1);
INSERT INTO sqlite_sequence VALUES ('articles_image', 1);
INSERT INTO sqlite_sequence VALUES ('articles_keystory', 1);
INSERT INTO sqlite_sequence VALUES ('articles_message', 84);
INSERT INTO sqlite_sequence VALUES ('articles_note', 3);
INSERT INTO sqlite_sequence VALUES ('articles_note_mentions', 1);
INSERT INTO sqlite_sequence VALUES ('articles_part', 1);
INSERT INTO sqlite_sequence VALUES ('articles_pictureband', 6);
INSERT INTO sqlite_sequence VALUES ('articles_pictureuse', 2);
INSERT INTO sqlite_sequence VALUES ('articles_plannedchange', 1);
INSERT INTO sqlite_sequence VALUES ('articles_revision', 18);
INSERT INTO sqlite_sequence VALUES ('articles_section', 1);
INSERT INTO sqlite_sequence VALUES ('articles_sharelink', 1);
INSERT INTO sqlite_sequence VALUES ('articles_tag', 4);
INSERT INTO sqlite_sequence VALUES ('articles_tagging', 28);
INSERT INTO sqlite_sequence VALUES ('articles_tagmerge', 1);
INSERT INTO sqlite_sequence VALUES ('auth_group', 4);
INSERT INTO sqlite_sequence VALUES ('auth_group_permissions', 75);
INSERT INTO sqlite_sequence VALUES ('auth_permission', 191);
INSERT INTO sqlite_sequence VALUES ('auth_user', 6);
INSERT INTO sqlite_sequence VALUES ('auth_user_groups', 6);
INSERT INTO sqlite_sequence VALUES ('auth_user_user_permissions', 2);
INSERT INTO sqlite_sequence VALUES ('django_admin_log', 2);
INSERT INTO sqlite_sequence VALUES ('django_content_type', 47);
INSERT INTO sqlite_sequence VALUES ('django_migrations', 26);
INSERT INTO sqlite_sequence VALUES ('taggit_tag', 0);
INSERT INTO sqlite_sequence VALUES ('taggit_taggeditem', 0);
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_user_groups_user_id_group_id_94350c0c_uniq" ON "auth_user_groups" ("user_id", "group_id");
CREATE INDEX "auth_user_groups_user_id_6a12ed8b" ON "auth_user_groups" ("user_id");
CREATE INDEX "auth_user_groups_group_id_97559544" ON "auth_user_groups" ("group_id");
CREATE UNIQUE INDEX "auth_user_user_permissions_user_id_permission_id_14a6b632_uniq" ON "auth_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "auth_user_user_permissions_user_id_a95ead1b" ON "auth_user_user_permissions" ("user_id");
CREATE INDEX "auth_user_user_permissions_permission_id_1fbb5f2c" ON "auth_user_user_permissions" ("permission_id");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE INDEX "log_of_story" ON "articles_auditentry" ("article_id", "at" DESC);
CREATE INDEX "articles_auditentry_article_id_38c7e529" ON "articles_auditentry" ("article_id");
CREATE INDEX "articles_auditentry_by_id_0cb15e06" ON "articles_auditentry" ("by_id");
CREATE INDEX "articles_frontarrangement_by_id_96cbbc23" ON "articles_frontarrangement" ("by_id");
CREATE INDEX "articles_frontarrangement_withdrawn_by_id_b976a5e1" ON "articles_frontarrangement" ("withdrawn_by_id");
CREATE INDEX "front_by_moment" ON "articles_frontarrangement" ("begins_at" DESC, "id" DESC) WHERE "withdrawn_at" IS NULL;
CREATE INDEX "articles_image_created_by_id_9b02085a" ON "articles_image" ("created_by_id");
CREATE INDEX "newest_pictures" ON "articles_image" ("created_at" DESC, "id" DESC);
CREATE INDEX "licences_ending" ON "articles_image" ("licence_until") WHERE "licence_until" IS NOT NULL;
CREATE INDEX "articles_keystory_article_id_a68211dd" ON "articles_keystory" ("article_id");
CREATE INDEX "articles_keystory_by_id_6bbde6c4" ON "articles_keystory" ("by_id");
CREATE INDEX "articles_keystory_first_id_566b0fdc" ON "articles_keystory" ("first_id");
CREATE INDEX "articles_keystory_second_id_285e7301" ON "articles_keystory" ("second_id");
CREATE INDEX "links_asked_longest_ago" ON "articles_linkstate" ("checked_at");
CREATE INDEX "articles_message_article_id_caf0de06" ON "articles_message" ("article_id");
CREATE INDEX "articles_message_by_id_f6e063bc" ON "articles_message" ("by_id");
CREATE INDEX "articles_message_image_id_92f3c452" ON "articles_message" ("image_id");
CREATE INDEX "articles_message_to_id_a3d353a5" ON "articles_message" ("to_id");
CREATE INDEX "inbox" ON "articles_message" ("to_id", "at" DESC, "id" DESC) WHERE "inbox";
CREATE INDEX "unread" ON "articles_message" ("to_id") WHERE ("inbox" AND "read_at" IS NULL);
CREATE INDEX "waiting_mail" ON "articles_message" ("next_try_at") WHERE "mail" = 'waiting';
CREATE INDEX "articles_messagechoice_user_id_052bf7f8" ON "articles_messagechoice" ("user_id");
CREATE INDEX "articles_oldaddress_article_id_e01db663" ON "articles_oldaddress" ("article_id");
CREATE INDEX "articles_part_article_id_89a18d59" ON "articles_part" ("article_id");
CREATE INDEX "articles_part_collection_id_70eec2c9" ON "articles_part" ("collection_id");
CREATE INDEX "articles_pictureband_image_id_fb3a2a3f" ON "articles_pictureband" ("image_id");
CREATE INDEX "articles_pictureuse_article_id_c2cc1953" ON "articles_pictureuse" ("article_id");
CREATE INDEX "articles_pictureuse_image_id_ad8a20f8" ON "articles_pictureuse" ("image_id");
CREATE INDEX "articles_plannedchange_by_id_14cd3db3" ON "articles_plannedchange" ("by_id");
CREATE INDEX "articles_presence_article_id_e3b853cd" ON "articles_presence" ("article_id");
CREATE INDEX "articles_presence_person_id_33d6e515" ON "articles_presence" ("person_id");
CREATE INDEX "articles_quote_article_id_b00668bf" ON "articles_quote" ("article_id");
CREATE INDEX "quotes_of_speaker" ON "articles_quote" ("slug", "article_id");
CREATE INDEX "articles_revision_article_id_2d2af917" ON "articles_revision" ("article_id");
CREATE INDEX "articles_revision_by_id_59de87fb" ON "articles_revision" ("by_id");
CREATE INDEX "articles_note_article_id_6bc77632" ON "articles_note" ("article_id");
CREATE INDEX "articles_note_by_id_51c2b3bf" ON "articles_note" ("by_id");
CREATE INDEX "articles_note_parent_id_401f561e" ON "articles_note" ("parent_id");
CREATE INDEX "articles_note_resolved_by_id_7909cb67" ON "articles_note" ("resolved_by_id");
CREATE INDEX "articles_note_revision_id_e2df9081" ON "articles_note" ("revision_id");
CREATE INDEX "open_notes" ON "articles_note" ("article_id") WHERE ("parent_id" IS NULL AND "resolved_at" IS NULL);
CREATE UNIQUE INDEX "articles_note_mentions_note_id_user_id_0a2d8235_uniq" ON "articles_note_mentions" ("note_id", "user_id");
CREATE INDEX "articles_note_mentions_note_id_66eccd6d" ON "articles_note_mentions" ("note_id");
CREATE INDEX "articles_note_mentions_user_id_94b8fb42" ON "articles_note_mentions" ("user_id");
CREATE INDEX "articles_nocountry_by_id_9eda5b42" ON "articles_nocountry" ("by_id");
CREATE INDEX "articles_correction_article_id_f352e2bd" ON "articles_correction" ("article_id");
CREATE INDEX "articles_correction_by_id_642b00d9" ON "articles_correction" ("by_id");
CREATE INDEX "articles_correction_after_id_88d7d1c2" ON "articles_correction" ("after_id");
CREATE INDEX "articles_correction_before_id_b0f09f56" ON "articles_correction" ("before_id");
CREATE INDEX "articles_auditentry_revision_id_b465c9d6" ON "articles_auditentry" ("revision_id");
CREATE INDEX "common_words" ON "articles_searchword" ("stories" DESC, "word");
CREATE INDEX "articles_frontplace_arrangement_id_c12cb70c" ON "articles_frontplace" ("arrangement_id");
CREATE INDEX "articles_frontplace_article_id_f0209e7d" ON "articles_frontplace" ("article_id");
CREATE INDEX "articles_frontplace_country_id_42faea35" ON "articles_frontplace" ("country_id");
CREATE INDEX "articles_frontplace_section_id_9cbd7495" ON "articles_frontplace" ("section_id");
CREATE INDEX "pins_by_end" ON "articles_frontplace" ("until") WHERE "until" IS NOT NULL;
CREATE INDEX "articles_sharelink_article_id_8307a3dd" ON "articles_sharelink" ("article_id");
CREATE INDEX "articles_sharelink_created_by_id_90e9c5f3" ON "articles_sharelink" ("created_by_id");
CREATE INDEX "articles_sharelink_revision_id_7ff7f341" ON "articles_sharelink" ("revision_id");
CREATE INDEX "articles_sharelink_revoked_by_id_39826e51" ON "articles_sharelink" ("revoked_by_id");
CREATE INDEX "articles_sharevisit_link_id_791b88f4" ON "articles_sharevisit" ("link_id");
CREATE INDEX "articles_sharevisit_note_id_cbded82c" ON "articles_sharevisit" ("note_id");
CREATE INDEX "articles_sharevisit_revision_id_00d0ac51" ON "articles_sharevisit" ("revision_id");
CREATE INDEX "visits_of_share" ON "articles_sharevisit" ("link_id", "at" DESC);
CREATE INDEX "articles_tag_into_id_8e926825" ON "articles_tag" ("into_id");
CREATE INDEX "articles_tagging_content_object_id_13ab8b39" ON "articles_tagging" ("content_object_id");
CREATE INDEX "articles_tagging_tag_id_9b79af98" ON "articles_tagging" ("tag_id");
CREATE INDEX "stories_of_tag" ON "articles_tagging" ("tag_id", "content_object_id");
CREATE UNIQUE INDEX "a_tag_is_merged_into_one_at_a_time" ON "articles_tagmerge" ("tag_id") WHERE "undone_at" IS NULL;
CREATE INDEX "articles_tagmerge_by_id_116e73b2" ON "articles_tagmerge" ("by_id");
CREATE INDEX "articles_tagmerge_into_id_085c16f8" ON "articles_tagmerge" ("into_id");
CREATE INDEX "articles_tagmerge_tag_id_6f4d11ab" ON "articles_tagmerge" ("tag_id");
CREATE INDEX "articles_tagmerge_undone_by_id_72d771f9" ON "articles_tagmerge" ("undone_by_id");
CREATE INDEX "articles_workingcopy_article_id_acd9e972" ON "articles_workingcopy" ("article_id");
CREATE INDEX "articles_workingcopy_person_id_3b85d857" ON "articles_workingcopy" ("person_id");
CREATE INDEX "copies_of_person" ON "articles_workingcopy" ("person_id", "article_id", "saved_at" DESC);
CREATE INDEX "articles_assignment_by_id_464bc46a" ON "articles_assignment" ("by_id");
CREATE INDEX "articles_assignment_to_id_d63d15f0" ON "articles_assignment" ("to_id");
CREATE INDEX "assigned_by_due" ON "articles_assignment" ("to_id", "due_at") WHERE "to_id" IS NOT NULL;
CREATE INDEX "assignments_due" ON "articles_assignment" ("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "articles_countrymention_article_id_13311360" ON "articles_countrymention" ("article_id");
CREATE INDEX "articles_countrymention_country_id_a286d668" ON "articles_countrymention" ("country_id");
CREATE INDEX "stories_of_country" ON "articles_countrymention" ("country_id", "role", "article_id");
CREATE INDEX "articles_countrysuggestion_article_id_fbb9e0d0" ON "articles_countrysuggestion" ("article_id");
CREATE INDEX "articles_countrysuggestion_by_id_f0d8b9c6" ON "articles_countrysuggestion" ("by_id");
CREATE INDEX "articles_countrysuggestion_country_id_bb46e5e4" ON "articles_countrysuggestion" ("country_id");
CREATE INDEX "articles_credit_article_id_9e9c422a" ON "articles_credit" ("article_id");
CREATE INDEX "articles_credit_author_id_c925ebcc" ON "articles_credit" ("author_id");
CREATE INDEX "stories_of_author" ON "articles_credit" ("author_id", "article_id");
CREATE INDEX "articles_article_created_by_id_b1067734" ON "articles_article" ("created_by_id");
CREATE INDEX "articles_article_lead_image_id_5c6fe229" ON "articles_article" ("lead_image_id");
CREATE INDEX "articles_article_approved_id_515743d2" ON "articles_article" ("approved_id");
CREATE INDEX "articles_article_head_id_87617bce" ON "articles_article" ("head_id");
CREATE INDEX "articles_article_live_id_6a0203ad" ON "articles_article" ("live_id");
CREATE INDEX "articles_article_section_id_624070f6" ON "articles_article" ("section_id");
CREATE INDEX "articles_article_original_id_a3f97d78" ON "articles_article" ("original_id");
CREATE INDEX "public_by_moment" ON "articles_article" ("visible_at" DESC, "id" DESC) WHERE "standing" = 'published';
CREATE INDEX "public_by_section" ON "articles_article" ("section_id", "visible_at" DESC, "id" DESC) WHERE "standing" = 'published';
CREATE INDEX "public_by_language" ON "articles_article" ("language", "visible_at" DESC, "id" DESC) WHERE "standing" = 'published';
CREATE INDEX "changed_in_paper" ON "articles_article" ("updated_at" DESC) WHERE "updated_at" IS NOT NULL;
CREATE INDEX "scheduled_changes" ON "articles_article" ("change_at") WHERE "stage" = 'scheduled';
CREATE INDEX "desk_by_change" ON "articles_article" ("changed_at" DESC, "id" DESC);
CREATE INDEX "desk_by_stage" ON "articles_article" ("stage", "changed_at" DESC);
CREATE INDEX "desk_mine" ON "articles_article" ("created_by_id", "stage", "changed_at" DESC);
CREATE INDEX "filed_before" ON "articles_article" ("filed_digest") WHERE NOT ("filed_digest" = '');
CREATE TRIGGER articles_revision_no_update BEFORE UPDATE ON articles_revision  BEGIN SELECT RAISE(ABORT, 'rows of articles_revision are append-only'); END;
CREATE TRIGGER articles_revision_no_delete BEFORE DELETE ON articles_revision  BEGIN SELECT RAISE(ABORT, 'rows of articles_revision are append-only'); END;
CREATE TRIGGER articles_revision_no_replace BEFORE INSERT ON articles_revision WHEN EXISTS (SELECT 1 FROM articles_revision WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'rows of articles_revision are append-only'); END;
CREATE TRIGGER articles_correction_no_update BEFORE UPDATE ON articles_correction  BEGIN SELECT RAISE(ABORT, 'rows of articles_correction are append-only'); END;
CREATE TRIGGER articles_correction_no_delete BEFORE DELETE ON articles_correction  BEGIN SELECT RAISE(ABORT, 'rows of articles_correction are append-only'); END;
CREATE TRIGGER articles_correction_no_replace BEFORE INSERT ON articles_correction WHEN EXISTS (SELECT 1 FROM articles_correction WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'rows of articles_correction are append-only'); END;
CREATE TRIGGER articles_auditentry_no_update BEFORE UPDATE ON articles_auditentry  BEGIN SELECT RAISE(ABORT, 'rows of articles_auditentry are append-only'); END;
CREATE TRIGGER articles_auditentry_no_delete BEFORE DELETE ON articles_auditentry  BEGIN SELECT RAISE(ABORT, 'rows of articles_auditentry are append-only'); END;
CREATE TRIGGER articles_auditentry_no_replace BEFORE INSERT ON articles_auditentry WHEN EXISTS (SELECT 1 FROM articles_auditentry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'rows of articles_auditentry are append-only'); END;
CREATE TRIGGER articles_sharevisit_no_update BEFORE UPDATE ON articles_sharevisit  BEGIN SELECT RAISE(ABORT, 'rows of articles_sharevisit are append-only'); END;
CREATE TRIGGER articles_sharevisit_no_delete BEFORE DELETE ON articles_sharevisit  BEGIN SELECT RAISE(ABORT, 'rows of articles_sharevisit are append-only'); END;
CREATE TRIGGER articles_sharevisit_no_replace BEFORE INSERT ON articles_sharevisit WHEN EXISTS (SELECT 1 FROM articles_sharevisit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'rows of articles_sharevisit are append-only'); END;
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE INDEX "taggit_taggeditem_object_id_e2d7d1df" ON "taggit_taggeditem" ("object_id");
CREATE INDEX "taggit_taggeditem_content_type_id_9957a03c" ON "taggit_taggeditem" ("content_type_id");
CREATE INDEX "taggit_taggeditem_tag_id_f4f5b767" ON "taggit_taggeditem" ("tag_id");
CREATE INDEX "taggit_tagg_content_8fc721_idx" ON "taggit_taggeditem" ("content_type_id", "object_id");
