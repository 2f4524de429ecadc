-- Unlogged: worth nothing after a crash, and written every few seconds
CREATE UNLOGGED TABLE "Presence" (
    "teamId" UUID NOT NULL,
    "sessionId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tab" UUID NOT NULL,
    "writing" BOOLEAN NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Presence_pkey" PRIMARY KEY ("teamId","sessionId","userId","tab")
);

-- AddForeignKey
ALTER TABLE "Presence" ADD CONSTRAINT "Presence_teamId_sessionId_fkey" FOREIGN KEY ("teamId", "sessionId") REFERENCES "Session"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Presence" ADD CONSTRAINT "Presence_teamId_userId_fkey" FOREIGN KEY ("teamId", "userId") REFERENCES "Membership"("teamId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- A login that ends, in whatever way, ends its open streams in every process. Its id is no secret:
-- the cookie that names it is encrypted
CREATE FUNCTION hallway_announce_login_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('hallway_login', OLD."id"::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "Login_announce_revoked" AFTER UPDATE OF "revokedAt" ON "Login"
  FOR EACH ROW WHEN (NEW."revokedAt" IS NOT NULL) EXECUTE FUNCTION hallway_announce_login_end();
CREATE TRIGGER "Login_announce_deleted" AFTER DELETE ON "Login"
  FOR EACH ROW EXECUTE FUNCTION hallway_announce_login_end();
