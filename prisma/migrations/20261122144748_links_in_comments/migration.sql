-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "cited" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "CommentCitation" (
    "teamId" UUID NOT NULL,
    "commentId" UUID NOT NULL,
    "linkId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CommentCitation_pkey" PRIMARY KEY ("teamId","commentId","linkId")
);

-- CreateIndex
CREATE INDEX "CommentCitation_teamId_linkId_idx" ON "CommentCitation"("teamId", "linkId");

-- AddForeignKey
ALTER TABLE "CommentCitation" ADD CONSTRAINT "CommentCitation_teamId_commentId_fkey" FOREIGN KEY ("teamId", "commentId") REFERENCES "Comment"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentCitation" ADD CONSTRAINT "CommentCitation_teamId_linkId_fkey" FOREIGN KEY ("teamId", "linkId") REFERENCES "Link"("teamId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;
