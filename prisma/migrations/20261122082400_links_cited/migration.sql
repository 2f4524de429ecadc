-- AlterTable
ALTER TABLE "Link" ADD COLUMN     "merged" JSONB,
ADD COLUMN     "mergedIntoId" UUID,
ADD COLUMN     "typeTyped" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "Citation" (
    "teamId" UUID NOT NULL,
    "annotationId" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Citation_pkey" PRIMARY KEY ("teamId","annotationId","linkId")
);

-- CreateIndex
CREATE INDEX "Citation_teamId_linkId_idx" ON "Citation"("teamId", "linkId");

-- CreateIndex
CREATE INDEX "Link_teamId_createdAt_idx" ON "Link"("teamId", "createdAt");

-- CreateIndex
CREATE INDEX "Link_teamId_mergedIntoId_idx" ON "Link"("teamId", "mergedIntoId");

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_teamId_mergedIntoId_fkey" FOREIGN KEY ("teamId", "mergedIntoId") REFERENCES "Link"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_teamId_annotationId_fkey" FOREIGN KEY ("teamId", "annotationId") REFERENCES "Annotation"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Citation" ADD CONSTRAINT "Citation_teamId_linkId_fkey" FOREIGN KEY ("teamId", "linkId") REFERENCES "Link"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- What link annotations named so far. From now on the column says which link an annotation is on
INSERT INTO "Citation" ("teamId", "annotationId", "linkId")
SELECT "teamId", "id", "linkId" FROM "Annotation"
WHERE "linkId" IS NOT NULL AND "sessionId" IS NOT NULL AND "audience" <> 'me';
UPDATE "Annotation" SET "linkId" = NULL WHERE "linkId" IS NOT NULL AND "sessionId" IS NOT NULL;
