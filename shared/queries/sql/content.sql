--! current_template
-- The version of a template in the current release.
select v.hash, v.definition
  from content_release_items i
  join content_versions v on v.kind = i.kind and v.key = i.key and v.hash = i.hash
 where i.release_id = (select max(id) from content_releases) and i.kind = 'template' and i.key = :key;

--! sendable_templates
-- The newest published version of each template: a file that disappeared must not strand mails that are queued.
select distinct on (i.key) i.key, i.hash
  from content_release_items i
 where i.kind = 'template' and i.key = any(:keys)
 order by i.key, i.release_id desc;

--! template_definitions
select v.hash, v.definition from content_versions v where v.kind = 'template' and v.key = any(:keys) and v.hash = any(:hashes);

--! public_base_url
select coalesce((select value #>> '{}' from settings where key = 'public_base_url'), '') as url;
