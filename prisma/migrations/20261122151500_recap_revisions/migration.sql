-- AlterTable
ALTER TABLE "Revision" ADD COLUMN     "recapId" UUID,
ADD COLUMN     "sessionId" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "Revision_teamId_recapId_sessionId_number_key" ON "Revision"("teamId", "recapId", "sessionId", "number");

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_teamId_recapId_fkey" FOREIGN KEY ("teamId", "recapId") REFERENCES "Recap"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_teamId_recapId_sessionId_fkey" FOREIGN KEY ("teamId", "recapId", "sessionId") REFERENCES "RecapSession"("teamId", "recapId", "sessionId") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "Revision" DROP CONSTRAINT "Revision_one_subject";
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_one_subject"
  CHECK (num_nonnulls("annotationId", "commentId", "blockId", "recapId") = 1
    AND ("sessionId" IS NULL OR "recapId" IS NOT NULL));

-- An introduction has no session, which the key above takes for a difference
CREATE UNIQUE INDEX "Revision_introduction_key" ON "Revision"("teamId", "recapId", "number")
  WHERE "recapId" IS NOT NULL AND "sessionId" IS NULL;

-- What stands there now; who wrote it was not kept, so it is told of whoever began the recap
INSERT INTO "Revision" ("teamId", "id", "recapId", "number", "bodySource", "audience", "authorId", "createdAt")
SELECT "teamId", gen_random_uuid(), "id", "revision", "bodySource", 'team', "createdById", "updatedAt"
FROM "Recap" WHERE "bodySource" <> '';
INSERT INTO "Revision" ("teamId", "id", "recapId", "sessionId", "number", "bodySource", "audience", "authorId", "createdAt")
SELECT r."teamId", gen_random_uuid(), r."recapId", r."sessionId", r."revision", r."bodySource", 'team', p."createdById", p."updatedAt"
FROM "RecapSession" r JOIN "Recap" p ON p."teamId" = r."teamId" AND p."id" = r."recapId"
WHERE r."bodySource" <> '';
