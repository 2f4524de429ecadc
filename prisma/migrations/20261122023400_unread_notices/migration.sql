-- Every page counts one's unread notices, the latest first; those that were read pile up beside them
CREATE INDEX "Notice_unread" ON "Notice" ("teamId", "userId", "seq") WHERE "readAt" IS NULL;
