-- AlterTable
ALTER TABLE "Annotation" ADD COLUMN     "articleId" UUID;

-- CreateIndex
CREATE INDEX "Annotation_teamId_articleId_orderKey_idx" ON "Annotation"("teamId", "articleId", "orderKey");

-- AddForeignKey
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_teamId_articleId_fkey" FOREIGN KEY ("teamId", "articleId") REFERENCES "Article"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- An annotation is about one thing
ALTER TABLE "Annotation" ADD CONSTRAINT "Annotation_place"
  CHECK (num_nonnulls("sessionId", "articleId") = 1);
