--! linked_send : (campaign_id?, template_key?, choice?, primary_email?, brand?)
-- What the page behind a link shows and what its opt-out concerns. The category is a list, or an entry of
-- categories.toml in the current release, or neither any more; then its id stands for its name.
with released as (
  select i.kind, i.key, v.definition
    from content_release_items i
    join content_versions v on v.kind = i.kind and v.key = i.key and v.hash = i.hash
   where i.release_id = (select max(id) from content_releases) and i.kind in ('brand', 'category'))
select s.to_email, s.category, s.campaign_id, s.template_key,
       coalesce(l.name, (select r.definition ->> 'name' from released r where r.kind = 'category' and r.key = s.category), s.category) as category_name,
       (select u.subscribed from email_subscriptions u where u.email = s.to_email and u.category = s.category) as choice,
       exists (select 1 from email_preferences p where p.email = s.to_email and p.unsubscribed_all) as unsubscribed_all,
       (select c.email from contact_keys k join contacts c on c.id = k.contact_id and c.deleted_at is null where k.kind = 'email' and k.value = s.to_email) as primary_email,
       (select r.definition from released r where r.kind = 'brand' limit 1) as brand
  from email_sends s
  left join list_configs l on l.list_id = s.category
 where s.id = :id;

--! send_address
-- Read again under the contact's lock: an erasure that won has replaced the address.
select to_email from email_sends where id = :id;
