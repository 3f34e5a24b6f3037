--! insert_audit (actor_key_id?, resource_id?, ip?, request_id?)
insert into audit_log (actor_type, actor, actor_key_id, action, outcome, resource, resource_id, detail, ip, request_id)
values (:actor_type, :actor, :actor_key_id, :action, :outcome, :resource, :resource_id, :detail, :ip::text::inet, :request_id);
